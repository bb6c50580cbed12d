/**
 * The session directory: what must survive the server, as SQL that SQLite and PostgreSQL both
 * understand.
 */
@NullMarked
package holdfast.sessions.directory;

import org.jspecify.annotations.NullMarked;
