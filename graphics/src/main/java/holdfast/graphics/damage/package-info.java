/** What changed between two pictures: changed rectangles, and parts that moved. */
@NullMarked
package holdfast.graphics.damage;

import org.jspecify.annotations.NullMarked;
