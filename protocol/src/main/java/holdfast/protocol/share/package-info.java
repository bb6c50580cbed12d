/**
 * What travels inside the share of an established connection: the share headers of [MS-RDPBCGR]
 * 2.2.8.1.1.1, and the PDUs for errors, logon, reconnection, display control and network detection.
 */
@NullMarked
package holdfast.protocol.share;

import org.jspecify.annotations.NullMarked;
