/** The bitmap codecs of [MS-RDPBCGR] and [MS-RDPEGDI], and the colour depths they serve. */
@NullMarked
package holdfast.graphics.bitmap;

import org.jspecify.annotations.NullMarked;
