package holdfast.sessions.directory;

import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import java.util.List;

/**
 * Where sessions are kept so that they survive the server. Blocking; called by one thread at a
 * time.
 */
public interface SessionDirectory extends AutoCloseable {
    /** Everything that is needed to go on. */
    DirectorySnapshot load() throws DirectoryException;

    /**
     * Writes these changes durably: all of them or none. In order; a session's later row replaces
     * the earlier.
     */
    void apply(List<Change> changes) throws DirectoryException;

    /** Events, oldest first. */
    List<SessionEvent> events(EventQuery query) throws DirectoryException;

    @Override
    void close();
}
