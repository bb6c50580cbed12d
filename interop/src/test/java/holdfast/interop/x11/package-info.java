/** X desktops of real users through the whole program: real X servers, clients and accounts. */
@NullMarked
package holdfast.interop.x11;

import org.jspecify.annotations.NullMarked;
