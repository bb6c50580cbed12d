/** The bulk compressors of [MS-RDPBCGR] 3.1.8. */
@NullMarked
package holdfast.graphics.bulk;

import org.jspecify.annotations.NullMarked;
