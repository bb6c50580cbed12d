/**
 * Faults of the network, of clients and of the server, injected under real clients that are at
 * work, and what became of them as a table.
 */
@NullMarked
package holdfast.interop.faults;

import org.jspecify.annotations.NullMarked;
