/**
 * What the user did, off the wire: fast-path and slow-path input become one list of {@link
 * holdfast.protocol.input.InputEvent}.
 */
@NullMarked
package holdfast.protocol.input;

import org.jspecify.annotations.NullMarked;
