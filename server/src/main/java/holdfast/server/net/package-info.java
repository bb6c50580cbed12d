/** Bytes between the network and the protocol core. */
@NullMarked
package holdfast.server.net;

import org.jspecify.annotations.NullMarked;
