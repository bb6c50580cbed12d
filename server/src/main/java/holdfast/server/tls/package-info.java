/** Certificates and keys a listener shows to clients. */
@NullMarked
package holdfast.server.tls;

import org.jspecify.annotations.NullMarked;
