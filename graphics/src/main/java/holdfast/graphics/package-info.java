/**
 * Pixels and what becomes of them: frame buffers, damage, and the codecs that turn pixels into
 * bytes.
 */
@NullMarked
package holdfast.graphics;

import org.jspecify.annotations.NullMarked;
