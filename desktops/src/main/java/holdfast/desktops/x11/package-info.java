/**
 * A real X server per session. {@link holdfast.desktops.x11.X11Desktops} starts it, its leader
 * process and the user's desktop, and finds them again; the rest looks at the screen and drives it,
 * through libxcb.
 *
 * <p>Each display has one thread that alone talks to its X server; everybody else posts to it. An X
 * server that hangs stops that thread and nothing else.
 */
@NullMarked
package holdfast.desktops.x11;

import org.jspecify.annotations.NullMarked;
