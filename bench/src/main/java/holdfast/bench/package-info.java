/** Measures Holdfast, and a peer beside it where one is installed. Prints figures, asserts none. */
@NullMarked
package holdfast.bench;

import org.jspecify.annotations.NullMarked;
