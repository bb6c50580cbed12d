/** The clipboard channel, server side: text both ways. [MS-RDPECLIP] */
@NullMarked
package holdfast.protocol.clipboard;

import org.jspecify.annotations.NullMarked;
