/** Real clients against the running program, and the parts that start and watch them. */
@NullMarked
package holdfast.interop;

import org.jspecify.annotations.NullMarked;
