/** What a session shows, and the one interface that everything which can be shown implements. */
@NullMarked
package holdfast.desktops;

import org.jspecify.annotations.NullMarked;
