/**
 * Diagnosis: from what a client said, or a session, a user or an address, to what happened, on what
 * evidence, which setting is behind it, and the command that mends it.
 */
@NullMarked
package holdfast.operator.diagnosis;

import org.jspecify.annotations.NullMarked;
