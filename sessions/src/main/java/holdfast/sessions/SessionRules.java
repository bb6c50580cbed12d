package holdfast.sessions;

import holdfast.sessions.liveness.LivenessRules;
import java.time.Duration;

/**
 * What the settings say for one user on one connection, resolved. The server binds {@link Source}
 * to the settings; limits of zero mean never.
 *
 * @param idleLimit MaxIdleTime
 * @param connectionLimit MaxConnectionTime, counted from each logon
 * @param disconnectionLimit MaxDisconnectionTime; the session ends
 * @param atLimit what the idle and the connection limit do: fResetBroken, a policy's included
 * @param onBroken what a broken connection does: fResetBroken without what only a policy for time
 *     limits says
 * @param warning how long before an idle or connection limit the user is warned; zero not at all
 * @param singleSession fSingleSessionPerUser
 * @param maxConnections MaxInstanceCount of the listener; {@link Integer#MAX_VALUE} for unlimited
 * @param denyConnections fDenyTSConnections
 * @param autoReconnect not fDisableAutoReconnect
 * @param cookieRenewal how often a connected client gets a new cookie
 * @param liveness how a dead connection is noticed
 */
public record SessionRules(
        Duration idleLimit,
        Duration connectionLimit,
        Duration disconnectionLimit,
        Action atLimit,
        Action onBroken,
        Duration warning,
        boolean singleSession,
        int maxConnections,
        boolean denyConnections,
        boolean autoReconnect,
        Duration cookieRenewal,
        LivenessRules liveness) {
    /** What happens to a session. */
    public enum Action {
        /** The session stays, its user can come back. */
        DISCONNECT,
        /** The session is ended. */
        END
    }

    /** No limits, disconnect, one session per user: what holds when nothing is set. */
    public static final SessionRules DEFAULT =
            new SessionRules(
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Action.DISCONNECT,
                    Action.DISCONNECT,
                    Duration.ofMinutes(2),
                    true,
                    Integer.MAX_VALUE,
                    false,
                    true,
                    Duration.ofHours(1),
                    LivenessRules.DEFAULT);

    /** Where the rules come from. */
    @FunctionalInterface
    public interface Source {
        /**
         * The rules in force now. Returns at once, on any thread; after a change the server calls
         * {@link SessionHost#rulesChanged}.
         *
         * @param user the canonical user; empty while nobody is logged on
         * @param connection the listener
         */
        SessionRules rulesFor(String user, String connection);
    }
}
