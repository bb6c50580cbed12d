/** What keys mean: scancodes of a client's keyboard to characters, by its layout. */
@NullMarked
package holdfast.desktops.keyboard;

import org.jspecify.annotations.NullMarked;
