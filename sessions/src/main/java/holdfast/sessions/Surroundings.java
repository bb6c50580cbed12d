package holdfast.sessions;

import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.SessionEvent;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every session needs of the world.
 *
 * @param random gives {@link ArcCookie#LENGTH} unforeseeable bytes
 * @param bugs told of what should never be thrown
 */
record Surroundings(
        SessionRules.Source rules,
        SessionDesktops desktops,
        SessionClock clock,
        Executor executor,
        SessionHost.Deadlines deadlines,
        Journal journal,
        Registry registry,
        Supplier<byte[]> random,
        Consumer<Throwable> bugs) {

    /** An event of now that belongs to no session. */
    SessionEvent hostEvent(EventKind kind, String detail) {
        return new SessionEvent(0, clock.instant(), kind, 0, "", "", "", "", 0, detail);
    }

    /** Where sessions are known by user, number and port. */
    interface Registry {
        /** This connection belongs to this session from now on. */
        void hold(Newcomer newcomer, Session session);

        /** It belongs to this session no more. */
        void release(ConnectionPort port, Session session);

        /** The session is down. */
        void over(Session session);

        /** The session that was claimed ended first: look again. */
        void again(Claim claim);
    }
}
