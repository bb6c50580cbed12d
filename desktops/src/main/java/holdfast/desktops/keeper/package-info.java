/**
 * The process that keeps console sessions while servers come and go. It holds the masters of their
 * pseudo-terminals, so it must not depend on anything that a server's upgrade replaces: {@link
 * holdfast.desktops.keeper.ClassArchive} copies this package, and what it uses of the terminal,
 * into the data folder.
 */
@NullMarked
package holdfast.desktops.keeper;

import org.jspecify.annotations.NullMarked;
