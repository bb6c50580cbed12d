/** The display control channel: the client changes size and monitors of its session. */
@NullMarked
package holdfast.protocol.display;

import org.jspecify.annotations.NullMarked;
