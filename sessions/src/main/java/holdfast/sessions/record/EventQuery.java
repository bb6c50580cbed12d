package holdfast.sessions.record;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which events, oldest first.
 *
 * @param after only events with a greater sequence; 0 for all
 * @param limit at most so many: the newest of them
 */
public record EventQuery(OptionalInt session, Optional<String> user, long after, int limit) {
    /** The newest {@code limit} events. */
    public static EventQuery latest(int limit) {
        return new EventQuery(OptionalInt.empty(), Optional.empty(), 0, limit);
    }

    /** The newest {@code limit} events of one session. */
    public static EventQuery ofSession(int session, int limit) {
        return new EventQuery(OptionalInt.of(session), Optional.empty(), 0, limit);
    }

    /** Whether this event is asked for. */
    public boolean matches(SessionEvent event) {
        return event.sequence() > after
                && (session.isEmpty() || session.getAsInt() == event.session())
                && (user.isEmpty() || user.get().equals(event.user()));
    }
}
