/**
 * A session's life: who owns it, which state it is in, who may take it over, and when it ends.
 * Knows no sockets and no pixels; the server implements {@link holdfast.sessions.ConnectionPort}
 * and {@link holdfast.sessions.SessionDesktops}, and time comes from a {@link
 * holdfast.sessions.SessionClock}.
 */
@NullMarked
package holdfast.sessions;

import org.jspecify.annotations.NullMarked;
