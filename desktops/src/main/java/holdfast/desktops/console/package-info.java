/** The console desktop: a login shell in a terminal, drawn by Holdfast; needs nothing installed. */
@NullMarked
package holdfast.desktops.console;

import org.jspecify.annotations.NullMarked;
