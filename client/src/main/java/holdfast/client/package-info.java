/**
 * A small RDP client without a window: it connects, types, and notes when pictures come. The
 * benchmarks and tests measure with it, and the launcher rehearses a start with it.
 */
@NullMarked
package holdfast.client;

import org.jspecify.annotations.NullMarked;
