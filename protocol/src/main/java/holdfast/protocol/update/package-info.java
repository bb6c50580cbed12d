/**
 * What the server shows: bitmaps, copies, pointers, palettes and surface commands as fast-path
 * updates, or as share data bodies for clients without fast-path output, cut to what the client can
 * take. [MS-RDPBCGR] 2.2.9, [MS-RDPEGDI] 2.2.2.
 *
 * <p>{@link holdfast.protocol.update.UpdateWriter} is the way in. Pixels come as arrays that are
 * encoded already; this package knows no codec.
 */
@NullMarked
package holdfast.protocol.update;

import org.jspecify.annotations.NullMarked;
