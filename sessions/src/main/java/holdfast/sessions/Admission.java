package holdfast.sessions;

import java.util.List;

/** The answer to somebody who asks for a session. */
public sealed interface Admission {
    /** How the session was come by. */
    enum Way {
        NEW,
        RECONNECTED,
        /** Another connection had it until now. */
        TAKEN_OVER
    }

    /**
     * The session is this connection's. {@link ConnectionPort#show} was called before this answer.
     */
    record Admitted(int session, String user, String osUser, Way way, DesktopHandle desktop)
            implements Admission {}

    /** Several sessions of this user wait: ask which, and call again with a choice. */
    record Choose(List<SessionView> waiting) implements Admission {}

    /** No session now. The caller tells the client and closes, or goes on with a logon. */
    record Refused(Refusal reason) implements Admission {}
}
