package holdfast.sessions.directory;

import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory in one SQLite file, {@code sessions.db}, beside the key that its secrets are sealed
 * with. Write-ahead log, {@code synchronous=FULL}: what was written survives a power cut.
 */
public final class SqliteDirectory implements SessionDirectory {
    private SqliteDirectory() {}

    /**
     * Opens or makes the directory in this folder.
     *
     * @throws DirectoryException with what to do; a damaged file is left as it is
     */
    public static SqliteDirectory open(Path folder) throws DirectoryException {
        throw new UnsupportedOperationException();
    }

    /** As {@link #open}; a damaged file is moved aside and an empty one made. */
    public static SqliteDirectory openOrReplace(Path folder) throws DirectoryException {
        throw new UnsupportedOperationException();
    }

    @Override
    public DirectorySnapshot load() throws DirectoryException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void apply(List<Change> changes) throws DirectoryException {}

    @Override
    public List<SessionEvent> events(EventQuery query) throws DirectoryException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
