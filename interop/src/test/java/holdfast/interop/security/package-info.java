/** Security layers and encryption levels, with real clients. */
@NullMarked
package holdfast.interop.security;

import org.jspecify.annotations.NullMarked;
