/** What happened: events with the ids and texts that Windows administrators know, and our own. */
@NullMarked
package holdfast.sessions.record;

import org.jspecify.annotations.NullMarked;
