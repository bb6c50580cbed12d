/** A small headless RDP client that measures: it connects, types, and notes when pictures come. */
@NullMarked
package holdfast.bench.client;

import org.jspecify.annotations.NullMarked;
