/** The desktops of this server's sessions, as the sessions and the connections see them. */
@NullMarked
package holdfast.server.desktop;

import org.jspecify.annotations.NullMarked;
