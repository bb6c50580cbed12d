/** Network level authentication of the whole server, as real clients and tools know it. */
@NullMarked
package holdfast.interop.nla;

import org.jspecify.annotations.NullMarked;
