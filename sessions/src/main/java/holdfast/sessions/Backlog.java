package holdfast.sessions;

import holdfast.sessions.directory.Change;
import holdfast.sessions.directory.DrainMode;
import holdfast.sessions.directory.StoredSession;
import holdfast.sessions.record.SessionEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the directory has still to be told: of each session only its last row, of the events the
 * newest. Not safe for many threads; the journal's writer owns it.
 */
final class Backlog {
    private static final int MAX_EVENTS = 20_000;

    private final Map<Integer, StoredSession> rows = new LinkedHashMap<>();
    private final ArrayDeque<SessionEvent> events = new ArrayDeque<>();
    private @Nullable DrainMode drain;
    private long forgotten;

    void add(List<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case Change.Session(StoredSession row, _) -> {
                    rows.remove(row.id());
                    rows.put(row.id(), row);
                }
                case Change.Drain(DrainMode mode, _) -> drain = mode;
                case Change.Noted _ -> {}
            }
            events.addAll(change.events());
        }
        while (events.size() > MAX_EVENTS) {
            events.remove();
            forgotten++;
        }
    }

    /** All of it as changes, ended sessions first: a user's next one needs their place. */
    List<Change> changes() {
        List<Change> all = new ArrayList<>();
        rows.values().stream()
                .filter(row -> !row.state().live())
                .forEach(row -> all.add(new Change.Session(row, List.of())));
        rows.values().stream()
                .filter(row -> row.state().live())
                .forEach(row -> all.add(new Change.Session(row, List.of())));
        if (drain != null) {
            all.add(new Change.Drain(drain, List.of()));
        }
        all.add(new Change.Noted(List.copyOf(events)));
        return all;
    }

    String describe() {
        return "%d sessions and %d events caught up, %d events forgotten"
                .formatted(rows.size(), events.size(), forgotten);
    }

    void clear() {
        rows.clear();
        events.clear();
        drain = null;
        forgotten = 0;
    }
}
