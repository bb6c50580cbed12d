/**
 * Whether a peer is still there. Pure logic, one object per connection, told the monotonic time and
 * what was seen; it says what to ask and when to give up.
 */
@NullMarked
package holdfast.sessions.liveness;

import org.jspecify.annotations.NullMarked;
