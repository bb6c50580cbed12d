package holdfast.settings;

import java.time.Duration;

/**
 * What holds for a user's session on a connection. A limit of zero is no limit.
 *
 * @param remoteAppLogoffLimit {@link Settings#FOREVER} where such sessions are never logged off
 * @param onLimit what happens when a time limit is reached
 * @param onBrokenConnection what happens when the connection breaks; a policy alone never ends a
 *     session for that
 * @param warningTime before an active or idle limit acts; zero where users are not warned
 * @param maximumConnections {@link Long#MAX_VALUE} where there is no limit
 * @param denied new connections are refused
 * @param logonDisabled this user, or everybody on this connection, may not log on
 */
public record SessionSettings(
        Duration idleLimit,
        Duration connectionLimit,
        Duration disconnectedLimit,
        Duration remoteAppLogoffLimit,
        EndAction onLimit,
        EndAction onBrokenConnection,
        Duration warningTime,
        boolean singleSessionPerUser,
        boolean autoReconnect,
        Duration cookieRenewal,
        long maximumConnections,
        boolean denied,
        boolean logonDisabled,
        boolean promptForPassword,
        boolean disconnectOnLock,
        ShadowMode shadow,
        String startProgram,
        String workDirectory,
        DesktopKind desktop,
        String sessionCommand) {

    static SessionSettings of(Configuration from, Target target) {
        boolean alwaysDesktop = from.value(DesktopCatalogue.ALWAYS_DESKTOP, target);
        boolean warns = from.value(SessionCatalogue.LIMIT_WARNING, target);
        return new SessionSettings(
                from.value(SessionCatalogue.MAX_IDLE_TIME, target),
                from.value(SessionCatalogue.MAX_CONNECTION_TIME, target),
                from.value(SessionCatalogue.MAX_DISCONNECTION_TIME, target),
                from.value(SessionCatalogue.REMOTE_APP_LOGOFF_LIMIT, target),
                from.value(SessionCatalogue.RESET_BROKEN, target),
                onBrokenConnection(from, target),
                warns ? from.value(SessionCatalogue.WARNING_TIME, target) : Duration.ZERO,
                from.value(SessionCatalogue.SINGLE_SESSION_PER_USER, target),
                !from.value(SessionCatalogue.DISABLE_AUTO_RECONNECT, target),
                from.value(SessionCatalogue.COOKIE_RENEWAL, target),
                unlimitedFrom(from.value(ConnectionCatalogue.MAX_INSTANCE_COUNT, target)),
                from.value(ConnectionCatalogue.DENY_CONNECTIONS, target),
                logonDisabled(from, target),
                from.value(LogonCatalogue.PROMPT_FOR_PASSWORD, target),
                from.value(SessionCatalogue.DISCONNECT_ON_LOCK, target),
                from.value(SessionCatalogue.SHADOW, target),
                alwaysDesktop ? "" : from.value(SessionCatalogue.INITIAL_PROGRAM, target),
                alwaysDesktop ? "" : from.value(SessionCatalogue.WORK_DIRECTORY, target),
                from.value(DesktopCatalogue.KIND, target),
                from.value(DesktopCatalogue.SESSION_COMMAND, target));
    }

    /**
     * The policy speaks of time limits and excludes lost connections by its own text; where it says
     * end, the other layers decide about those. Where it says disconnect, nothing is lost by
     * following it.
     */
    private static EndAction onBrokenConnection(Configuration from, Target target) {
        Resolved<EndAction> all = from.resolve(SessionCatalogue.RESET_BROKEN, target);
        boolean policyRules =
                all.decidedBy() == Layer.COMPUTER_POLICY || all.decidedBy() == Layer.USER_POLICY;
        if (!policyRules || all.value() == EndAction.DISCONNECT) {
            return all.value();
        }
        return all.opinions().stream()
                .filter(o -> o.layer().compareTo(Layer.USER_POLICY) > 0)
                .filter(o -> o.counts() && o.value().isPresent())
                .map(o -> o.value().orElseThrow())
                .findFirst()
                .orElse(EndAction.DISCONNECT);
    }

    /** Either of the two is enough. */
    private static boolean logonDisabled(Configuration from, Target target) {
        return from.resolve(LogonCatalogue.LOGON_DISABLED, target).opinions().stream()
                .anyMatch(opinion -> opinion.value().orElse(false));
    }

    static long unlimitedFrom(long count) {
        return count >= ConnectionCatalogue.UNLIMITED_CONNECTIONS ? Long.MAX_VALUE : count;
    }
}
