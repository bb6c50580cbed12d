/** The RemoteFX codec of [MS-RDPRFX]. */
@NullMarked
package holdfast.graphics.remotefx;

import org.jspecify.annotations.NullMarked;
