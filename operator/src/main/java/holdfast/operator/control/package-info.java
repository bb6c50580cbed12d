/** The control socket: how the command line talks to a running server. */
@NullMarked
package holdfast.operator.control;

import org.jspecify.annotations.NullMarked;
