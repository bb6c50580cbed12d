/** From a desktop's damage to the bytes of one client. */
@NullMarked
package holdfast.server.screen;

import org.jspecify.annotations.NullMarked;
