/** The file formats of Windows' registry: {@code .reg} texts and {@code Registry.pol}. */
@NullMarked
package holdfast.settings.formats;

import org.jspecify.annotations.NullMarked;
