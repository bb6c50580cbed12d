/** The main. */
@NullMarked
package holdfast.app;

import org.jspecify.annotations.NullMarked;
