/** Screens of Holdfast's own: the logon screen, and notices over any desktop. */
@NullMarked
package holdfast.desktops.screen;

import org.jspecify.annotations.NullMarked;
