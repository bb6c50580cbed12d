package holdfast.settings;

import static holdfast.settings.Folders.CONNECTIONS;
import static holdfast.settings.Folders.ENVIRONMENT;
import static holdfast.settings.Folders.LIMITS;
import static holdfast.settings.Folders.SECURITY;
import static holdfast.settings.Folders.alsoForUsers;
import static holdfast.settings.Folders.chosen;
import static holdfast.settings.Folders.inverted;
import static holdfast.settings.Folders.onOff;

import holdfast.settings.PolicyRow.Side;
import holdfast.settings.ValueType.Unit;
import java.time.Duration;

/** What a session starts, how long it lives, and how its user comes back to it. */
public final class SessionCatalogue {
    /** For values that no limit needs: {@code RemoteAppLogoffTimeLimit} when nobody sets it. */
    public static final Duration FOREVER = Duration.ofDays(36_500);

    public static final Setting<Boolean> INHERIT_RESET_BROKEN =
            inherits("session.broken-action-inherit", "fInheritResetBroken", "broken-action");

    public static final Setting<EndAction> RESET_BROKEN =
            Setting.choice("session.broken-action", EndAction.values(), EndAction.DISCONNECT)
                    .windows("fResetBroken")
                    .machine()
                    .user()
                    .listener(INHERIT_RESET_BROKEN)
                    .policy(alsoForUsers(onOff(LIMITS, "End session when time limits are reached")))
                    .acts(Effect.AT_ONCE)
                    .help(
                            "What becomes of a session whose connection broke or whose time is up."
                                    + " A policy that says end speaks of time limits only.");

    public static final Setting<Boolean> INHERIT_MAX_CONNECTION_TIME =
            inherits(
                    "session.connection-limit-inherit",
                    "fInheritMaxSessionTime",
                    "connection-limit");

    public static final Setting<Duration> MAX_CONNECTION_TIME =
            Setting.limit("session.connection-limit")
                    .windows("MaxConnectionTime")
                    .machine()
                    .user()
                    .listener(INHERIT_MAX_CONNECTION_TIME)
                    .policy(alsoForUsers(chosen(LIMITS, "Set time limit for active RDS sessions")))
                    .acts(Effect.AT_ONCE)
                    .help("How long a session may be active, counted from each logon.");

    public static final Setting<Boolean> INHERIT_MAX_DISCONNECTION_TIME =
            inherits(
                    "session.disconnected-limit-inherit",
                    "fInheritMaxDisconnectionTime",
                    "disconnected-limit");

    public static final Setting<Duration> MAX_DISCONNECTION_TIME =
            Setting.limit("session.disconnected-limit")
                    .windows("MaxDisconnectionTime")
                    .machine()
                    .user()
                    .listener(INHERIT_MAX_DISCONNECTION_TIME)
                    .policy(
                            new PolicyRow(
                                    LIMITS,
                                    "Set time limit for disconnected sessions",
                                    Side.COMPUTER_AND_USER,
                                    "chosen",
                                    "text 0"))
                    .acts(Effect.AT_ONCE)
                    .help("How long a disconnected session is kept before it is ended.");

    public static final Setting<Boolean> INHERIT_MAX_IDLE_TIME =
            inherits("session.idle-limit-inherit", "fInheritMaxIdleTime", "idle-limit");

    public static final Setting<Duration> MAX_IDLE_TIME =
            Setting.limit("session.idle-limit")
                    .windows("MaxIdleTime")
                    .machine()
                    .user()
                    .listener(INHERIT_MAX_IDLE_TIME)
                    .policy(
                            alsoForUsers(
                                    chosen(
                                            LIMITS,
                                            "Set time limit for active but idle RDS sessions")))
                    .acts(Effect.AT_ONCE)
                    .help("How long an active session may be without input.");

    public static final Setting<Duration> REMOTE_APP_LOGOFF_LIMIT =
            Setting.span("session.remoteapp-logoff-limit", Unit.MILLISECONDS)
                    .windows("RemoteAppLogoffTimeLimit")
                    .machine()
                    .policy(
                            new PolicyRow(
                                    LIMITS,
                                    "Set time limit for logoff of RemoteApp sessions",
                                    Side.COMPUTER_AND_USER,
                                    "chosen",
                                    "text 0"))
                    .otherwise(FOREVER, "stays disconnected, never logged off")
                    .mark(Mark.WITH_FEATURE)
                    .help(
                            "Time from closing the last RemoteApp program to the log-off; 0 is"
                                    + " immediately.");

    public static final Setting<Boolean> LIMIT_WARNING =
            Setting.flag("session.limit-warning")
                    .windows("EnableTimeoutWarning")
                    .ours()
                    .otherwise(true)
                    .acts(Effect.AT_ONCE)
                    .help("Whether users are warned before a time limit acts.");

    public static final Setting<Duration> WARNING_TIME =
            Setting.span("session.warning-time", Unit.SECONDS)
                    .ours()
                    .between(Duration.ofSeconds(1), Duration.ofHours(1))
                    .otherwise(Duration.ofMinutes(2))
                    .acts(Effect.AT_ONCE)
                    .help("How long before a time limit acts the user is warned.");

    public static final Setting<Boolean> INHERIT_RECONNECT_SAME =
            inherits(
                    "session.reconnect-same-client-inherit",
                    "fInheritReconnectSame",
                    "reconnect-same-client");

    public static final Setting<Boolean> RECONNECT_SAME =
            Setting.flag("session.reconnect-same-client")
                    .windows("fReconnectSame")
                    .machine()
                    .user()
                    .listener(INHERIT_RECONNECT_SAME)
                    .policyAt(RegistryKeys.POLICY, false)
                    .mark(Mark.WINDOWS_ONLY)
                    .help(
                            "Reconnect from the originating client only. Windows honours it only for"
                                    + " Citrix ICA clients that send a serial number, and so RDP"
                                    + " clients come back from anywhere.");

    public static final Setting<Boolean> SINGLE_SESSION_PER_USER =
            Setting.flag("session.single-per-user")
                    .windows("fSingleSessionPerUser")
                    .machineAt(RegistryKeys.TERMINAL_SERVER)
                    .policy(
                            onOff(
                                    CONNECTIONS,
                                    "Restrict Remote Desktop Services users to a single Remote"
                                            + " Desktop Services session"))
                    .otherwise(true)
                    .help(
                            "One session per user, active or disconnected: whoever logs on again"
                                    + " gets it back. With 0 a user may have several.");

    public static final Setting<Boolean> DISABLE_AUTO_RECONNECT =
            Setting.flag("session.auto-reconnect-disabled")
                    .windows("fDisableAutoReconnect")
                    .machine()
                    .listener()
                    .policy(inverted(CONNECTIONS, "Automatic reconnection"))
                    .acts(Effect.NEXT_CONNECTION)
                    .help("Forbids clients to come back by themselves with a cookie.");

    public static final Setting<Duration> COOKIE_RENEWAL =
            Setting.span("session.cookie-renewal", Unit.MINUTES)
                    .ours()
                    .between(Duration.ofMinutes(1), Duration.ofDays(7))
                    .otherwise(Duration.ofHours(1))
                    .acts(Effect.NEXT_CONNECTION)
                    .help("How often a connected client gets a new cookie for its return.");

    public static final Setting<Boolean> INHERIT_INITIAL_PROGRAM =
            Setting.flag("session.start-program-inherit")
                    .windows("fInheritInitialProgram")
                    .listener()
                    .policyAt(RegistryKeys.POLICY, true)
                    .otherwise(true)
                    .help(
                            "1 takes session.start-program from the user or the client, 0 lets the"
                                    + " connection's value rule.");

    public static final Setting<String> INITIAL_PROGRAM =
            Setting.text("session.start-program")
                    .windows("InitialProgram")
                    .machine()
                    .user()
                    .listener(INHERIT_INITIAL_PROGRAM)
                    .policy(alsoForUsers(chosen(ENVIRONMENT, "Start a program on connection")))
                    .otherwise("", "empty: the whole desktop")
                    .help("The program that a session starts instead of a desktop.");

    public static final Setting<String> WORK_DIRECTORY =
            Setting.text("session.work-directory")
                    .windows("WorkDirectory")
                    .machine()
                    .user()
                    .listener(INHERIT_INITIAL_PROGRAM)
                    .policy(alsoForUsers(chosen(ENVIRONMENT, "Start a program on connection")))
                    .help("The folder that session.start-program begins in.");

    public static final Setting<Boolean> INHERIT_SHADOW =
            inherits("session.shadow-inherit", "fInheritShadow", "shadow");

    public static final Setting<ShadowMode> SHADOW =
            Setting.choice("session.shadow", ShadowMode.values(), ShadowMode.CONTROL_WITH_CONSENT)
                    .windows("Shadow")
                    .machine()
                    .user()
                    .listener(INHERIT_SHADOW)
                    .policy(
                            new PolicyRow(
                                    CONNECTIONS,
                                    "Set rules for remote control of Remote Desktop Services user"
                                            + " sessions",
                                    Side.COMPUTER_AND_USER,
                                    "chosen",
                                    "1"))
                    .mark(Mark.WITH_FEATURE)
                    .help("Whether others may watch or control a session, and who must agree.");

    public static final Setting<Boolean> DISCONNECT_ON_LOCK =
            Setting.flag("session.disconnect-on-lock")
                    .windows("fDisconnectOnLockLegacy")
                    .machine()
                    .policy(
                            onOff(
                                    SECURITY,
                                    "Disconnect remote session on lock for legacy authentication"))
                    .mark(Mark.WITH_FEATURE)
                    .help("Locking the screen disconnects instead of showing a lock screen.");

    public static final Setting<Boolean> NO_FORCED_LOGOFF =
            Setting.flag("session.no-forced-console-logoff")
                    .windows("fDisableForcibleLogoff")
                    .policy(
                            onOff(
                                    CONNECTIONS,
                                    "Deny logoff of an administrator logged in to the console"
                                            + " session"))
                    .mark(Mark.WITH_FEATURE)
                    .help(
                            "An administrator at the console may not be logged off by another"
                                    + " (XP and Server 2003).");

    private SessionCatalogue() {}

    private static Setting<Boolean> inherits(String name, String windowsName, String field) {
        return Setting.flag(name)
                .windows(windowsName)
                .listener()
                .otherwise(true)
                .acts(Effect.AT_ONCE)
                .help(
                        "1 takes session."
                                .concat(field)
                                .concat(
                                        " from the user, 0 lets the connection's value rule"
                                                + " (\"Override user settings\")."));
    }
}
