/**
 * The cursor types every PDU is read and written with, and the one way a malformed PDU is refused.
 */
@NullMarked
package holdfast.protocol.wire;

import org.jspecify.annotations.NullMarked;
