/** Characters as pixels, without any font service of the system. */
@NullMarked
package holdfast.desktops.font;

import org.jspecify.annotations.NullMarked;
