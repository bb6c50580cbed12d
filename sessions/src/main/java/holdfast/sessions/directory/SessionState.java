package holdfast.sessions.directory;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a session is in its life: the states of [MS-TSTS] 2.2.1.9 with the short names that {@code
 * query session} prints, and the steps between them that exist.
 */
public enum SessionState {
    /** A user is logged on and a client is connected. Stable: liveness and limits watch over it. */
    ACTIVE("Active"),
    /** A client is connected and nobody is logged on: the logon screen. Ended by its deadline. */
    CONNECTED("Conn"),
    /** The session has a desktop and a client that does not show it yet. Has a deadline. */
    CONNECT_QUERY("ConnQ"),
    /** The client shows another session. Stable. */
    SHADOW("Shadow"),
    /** A user is logged on and no client is connected. Stable, or ended by MaxDisconnectionTime. */
    DISCONNECTED("Disc"),
    /** Waits for a client, with nobody logged on. Stable. */
    IDLE("Idle"),
    /** Not a session but a listener. Stable. */
    LISTEN("Listen"),
    /** Its desktop is being ended. Has a deadline. */
    RESET("Reset"),
    /** Over. A session never leaves this state. */
    DOWN("Down"),
    /** Reserved for its user; its desktop is being started or found again. Has a deadline. */
    INIT("Init");

    private final String shortName;

    SessionState(String shortName) {
        this.shortName = shortName;
    }

    /** The name in the STATE column of {@code query session}. */
    public String shortName() {
        return shortName;
    }

    /** Whether the session still exists for its user: anything but {@link #DOWN}. */
    public boolean live() {
        return this != DOWN;
    }

    /** The states that may follow this one. */
    public Set<SessionState> next() {
        return switch (this) {
            case INIT -> EnumSet.of(IDLE, CONNECT_QUERY, DISCONNECTED, RESET, DOWN);
            case IDLE -> EnumSet.of(CONNECTED, CONNECT_QUERY, RESET, DOWN);
            case CONNECTED -> EnumSet.of(CONNECT_QUERY, IDLE, RESET, DOWN);
            case CONNECT_QUERY -> EnumSet.of(ACTIVE, DISCONNECTED, RESET, DOWN);
            case ACTIVE -> EnumSet.of(SHADOW, DISCONNECTED, RESET, DOWN);
            case SHADOW -> EnumSet.of(ACTIVE, DISCONNECTED, RESET, DOWN);
            case DISCONNECTED -> EnumSet.of(CONNECT_QUERY, RESET, DOWN);
            case RESET -> EnumSet.of(DOWN);
            case LISTEN -> EnumSet.of(DOWN);
            case DOWN -> EnumSet.noneOf(SessionState.class);
        };
    }

    /**
     * Checks one step and returns the state it leads to.
     *
     * @throws IllegalStateException there is no such step: a bug of ours, never input
     */
    public SessionState to(SessionState next) {
        if (!next().contains(next)) {
            throw new IllegalStateException("no session goes from " + this + " to " + next);
        }
        return next;
    }
}
