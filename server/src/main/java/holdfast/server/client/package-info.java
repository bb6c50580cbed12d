/** One client: its logon, what it is shown, what it types, whether it is still there. */
@NullMarked
package holdfast.server.client;

import org.jspecify.annotations.NullMarked;
