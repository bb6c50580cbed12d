/**
 * Who may come in. {@link holdfast.logon.LogonDoor} is the one door: a password typed on the logon
 * screen, one sent by the client, and one proven by network level authentication all end there, so
 * that throttling, account rules and the record of events exist once.
 */
@NullMarked
package holdfast.logon;

import org.jspecify.annotations.NullMarked;
