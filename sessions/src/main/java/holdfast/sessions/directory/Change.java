package holdfast.sessions.directory;

import holdfast.sessions.record.SessionEvent;
import java.util.List;

/** One change of what is on record, with the events that tell of it: both or neither is written. */
public sealed interface Change {
    List<SessionEvent> events();

    /** A session is as this row says from now on. */
    record Session(StoredSession row, List<SessionEvent> events) implements Change {}

    /** Drain mode changed. */
    record Drain(DrainMode mode, List<SessionEvent> events) implements Change {}

    /** Something happened that changes no row. */
    record Noted(List<SessionEvent> events) implements Change {}
}
