package holdfast.server;

import holdfast.logon.door.ThrottleRules;
import holdfast.protocol.connect.ConnectionConfig;
import holdfast.protocol.security.ServerKeys;
import holdfast.server.client.ClientRules;
import holdfast.sessions.SessionRules;
import holdfast.sessions.liveness.LivenessRules;
import holdfast.settings.Configuration;
import holdfast.settings.ConnectionDefinition;
import holdfast.settings.DisplayLimits;
import holdfast.settings.EndAction;
import holdfast.settings.KeepAliveSettings;
import holdfast.settings.LogonSettings;
import holdfast.settings.Permission;
import holdfast.settings.RedirectionLimits;
import holdfast.settings.SecuritySettings;
import holdfast.settings.SessionSettings;
import holdfast.settings.ThrottleSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What the settings say, in the words of the rooms that act on it. Safe for all threads. */
final class SettingsRules implements ClientRules {
    /** For each single answer of the connection sequence; a person is never waited for in it. */
    private static final Duration STEP = Duration.ofSeconds(15);

    private static final int LARGEST_SIDE = 8192;

    /** KeepAliveEnable 0: the administrator wants no check. */
    private static final Duration UNWATCHED = Duration.ofDays(1);

    private final Supplier<Configuration> settings;
    private final Executor tasks;

    /**
     * @param tasks for what takes time
     */
    SettingsRules(Supplier<Configuration> settings, Executor tasks) {
        this.settings = settings;
        this.tasks = tasks;
    }

    @Override
    public SessionRules rulesFor(String user, String connection) {
        Configuration now = settings.get();
        SessionSettings session = now.session(user, connection);
        return new SessionRules(
                session.idleLimit(),
                session.connectionLimit(),
                session.disconnectedLimit(),
                action(session.onLimit()),
                action(session.onBrokenConnection()),
                session.warningTime(),
                session.singleSessionPerUser(),
                (int) Math.min(Integer.MAX_VALUE, session.maximumConnections()),
                session.denied(),
                session.autoReconnect(),
                session.cookieRenewal(),
                liveness(now.keepAlive(connection)));
    }

    @Override
    public LogonSettings logon(String connection) {
        return settings.get().logon(connection);
    }

    @Override
    public RedirectionLimits redirection(String user, String connection) {
        return settings.get().redirection(user, connection);
    }

    @Override
    public DisplayLimits display(String user, String connection) {
        return settings.get().display(user, connection);
    }

    ThrottleRules throttle() {
        ThrottleSettings throttle = settings.get().throttle();
        return new ThrottleRules(
                throttle.addressFailures(),
                throttle.accountFailures(),
                throttle.window(),
                throttle.firstDelay(),
                throttle.longestDelay());
    }

    @Override
    public CompletionStage<Boolean> mayLogOn(String user, String osUser, String connection) {
        Configuration now = settings.get();
        if (now.session(user, connection).logonDisabled()) {
            return CompletableFuture.completedFuture(false);
        }
        Optional<ConnectionDefinition> definition = now.connection(connection);
        if (definition.isEmpty()) {
            return CompletableFuture.completedFuture(false); // It was removed meanwhile.
        }
        boolean byGroup =
                definition.get().permissions().stream()
                        .anyMatch(permission -> permission.who().startsWith("@"));
        return byGroup
                ? CompletableFuture.supplyAsync(
                        () -> allowed(definition.get(), user, OsGroups.of(osUser)), tasks)
                : CompletableFuture.completedFuture(allowed(definition.get(), user, List.of()));
    }

    private static boolean allowed(
            ConnectionDefinition connection, String user, List<String> groups) {
        return connection.rightOf(user, groups) != Permission.Right.NONE;
    }

    /** How a connection that comes in now is protected. */
    ConnectionConfig connection(String connection, ServerKeys keys, boolean networkAuthentication) {
        Configuration now = settings.get();
        SecuritySettings security = now.security(connection);
        return new ConnectionConfig(
                layer(security),
                security.networkLevelAuthentication(),
                networkAuthentication,
                true,
                level(security),
                keys,
                false,
                now.logon(connection).deadline(),
                STEP,
                largestSide(now.display("", connection)),
                now.display("", connection).colorDepth());
    }

    private static int largestSide(DisplayLimits limits) {
        return Math.min(LARGEST_SIDE, Math.max(limits.maxWidth(), limits.maxHeight()));
    }

    private static holdfast.protocol.connect.SecurityLayer layer(SecuritySettings security) {
        if (!security.negotiation()) {
            return holdfast.protocol.connect.SecurityLayer.RDP;
        }
        return switch (security.layer()) {
            case RDP -> holdfast.protocol.connect.SecurityLayer.RDP;
            case NEGOTIATE -> holdfast.protocol.connect.SecurityLayer.NEGOTIATE;
            case TLS -> holdfast.protocol.connect.SecurityLayer.TLS;
        };
    }

    private static holdfast.protocol.security.EncryptionLevel level(SecuritySettings security) {
        if (security.fips()) {
            return holdfast.protocol.security.EncryptionLevel.FIPS;
        }
        return switch (security.level()) {
            case LOW -> holdfast.protocol.security.EncryptionLevel.LOW;
            case CLIENT_COMPATIBLE -> holdfast.protocol.security.EncryptionLevel.CLIENT_COMPATIBLE;
            case HIGH -> holdfast.protocol.security.EncryptionLevel.HIGH;
            case FIPS -> holdfast.protocol.security.EncryptionLevel.FIPS;
        };
    }

    private static LivenessRules liveness(KeepAliveSettings keepAlive) {
        if (!keepAlive.enabled()) {
            return new LivenessRules(
                    UNWATCHED, UNWATCHED.multipliedBy(2), UNWATCHED, UNWATCHED, Optional.empty());
        }
        return new LivenessRules(
                keepAlive.askAfter(),
                keepAlive.brokenAfter(),
                keepAlive.tcpDeadline(),
                keepAlive.writeDeadline(),
                Optional.empty());
    }

    private static SessionRules.Action action(EndAction action) {
        return action == EndAction.END ? SessionRules.Action.END : SessionRules.Action.DISCONNECT;
    }
}
