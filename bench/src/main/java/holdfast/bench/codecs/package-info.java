/** What a frame costs before it is sent: JMH benchmarks of the graphics room. */
@NullMarked
package holdfast.bench.codecs;

import org.jspecify.annotations.NullMarked;
