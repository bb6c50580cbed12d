/** The command line. */
@NullMarked
package holdfast.operator.cli;

import org.jspecify.annotations.NullMarked;
