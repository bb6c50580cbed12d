/**
 * Accounts of Holdfast's own, for machines without PAM and for a first start on a fresh one: a file
 * in the data folder that the server and the command line may both change.
 */
@NullMarked
package holdfast.logon.accounts;

import org.jspecify.annotations.NullMarked;
