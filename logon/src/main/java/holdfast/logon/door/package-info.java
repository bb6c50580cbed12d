/** The door as it stands in the server: throttle, workers, and the back ends in their order. */
@NullMarked
package holdfast.logon.door;

import org.jspecify.annotations.NullMarked;
