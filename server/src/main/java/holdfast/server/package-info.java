/** The place where the rooms meet: one running server, its listeners and its connections. */
@NullMarked
package holdfast.server;

import org.jspecify.annotations.NullMarked;
