package holdfast.sessions;

import holdfast.sessions.directory.Change;
import holdfast.sessions.directory.DirectoryException;
import holdfast.sessions.directory.DirectoryException.Trouble;
import holdfast.sessions.directory.DirectorySnapshot;
import holdfast.sessions.directory.DrainMode;
import holdfast.sessions.directory.SessionDirectory;
import holdfast.sessions.directory.StoredSession;
import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The directory's rules without a disk; it can be made to fail. */
final class MemoryDirectory implements SessionDirectory {
    Map<Integer, StoredSession> rows = new TreeMap<>();
    List<SessionEvent> events = new ArrayList<>();
    DrainMode drain = DrainMode.OFF;
    boolean failing;
    int conflicts;

    @Override
    public DirectorySnapshot load() {
        return new DirectorySnapshot(
                live(),
                rows.values().stream()
                        .filter(row -> !row.state().live())
                        .map(StoredSession::id)
                        .collect(java.util.stream.Collectors.toSet()),
                rows.keySet().stream().reduce(0, Math::max),
                events.stream().mapToLong(SessionEvent::sequence).max().orElse(0),
                rows.values().stream().mapToLong(StoredSession::logonSerial).max().orElse(0),
                drain);
    }

    List<StoredSession> live() {
        return rows.values().stream().filter(row -> row.state().live()).toList();
    }

    @Override
    public void apply(List<Change> changes) throws DirectoryException {
        if (failing) {
            throw new DirectoryException(Trouble.DISK_FULL, "memory", "the disk is full");
        }
        var before = new TreeMap<>(rows);
        for (Change change : changes) {
            if (change instanceof Change.Session(StoredSession row, _)) {
                if (!allowed(row)) {
                    rows = before;
                    conflicts++;
                    throw new DirectoryException(Trouble.CONFLICT, "memory", "row " + row.id());
                }
                rows.put(row.id(), row);
            } else if (change instanceof Change.Drain(DrainMode mode, _)) {
                drain = mode;
            }
        }
        changes.forEach(change -> events.addAll(change.events()));
    }

    private boolean allowed(StoredSession row) {
        StoredSession last = rows.get(row.id());
        boolean dead = last != null && !last.state().live();
        boolean second =
                row.exclusive()
                        && row.state().live()
                        && live().stream()
                                .anyMatch(other ->
                                        other.id() != row.id()
                                                && other.exclusive()
                                                && other.user().equals(row.user()));
        return !dead && !second;
    }

    @Override
    public List<SessionEvent> events(EventQuery query) throws DirectoryException {
        if (failing) {
            throw new DirectoryException(Trouble.DISK_FULL, "memory", "the disk is full");
        }
        return events.stream().filter(query::matches).toList();
    }

    @Override
    public void close() {}
}
