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
import java.util.List;

/**
 * The settings about sessions, connections, security and logon. {@link RedirectionSettings} and
 * {@link DesktopSettings} hold those about devices and pictures; {@link Catalogue} has them all.
 */
public final class Settings {
    /** For values that no limit needs: {@code RemoteAppLogoffTimeLimit} when nobody sets it. */
    public static final Duration FOREVER = Duration.ofDays(36_500);

    /** From this number of connections on, Windows' policy means "no limit". */
    public static final long UNLIMITED_CONNECTIONS = 999_999;

    private static final PolicyRow KEEP_ALIVE_POLICY =
            onOff(CONNECTIONS, "Configure keep-alive connection interval");

    // --- Finding a dead connection ---

    public static final Setting<Boolean> KEEP_ALIVE_ENABLE =
            Setting.flag("keepalive.enabled")
                    .windows("KeepAliveEnable")
                    .machineAt(RegistryKeys.TERMINAL_SERVER)
                    .policy(KEEP_ALIVE_POLICY)
                    .otherwise(true, "1, with keepalive.ask-after instead of minutes")
                    .acts(Effect.AT_ONCE)
                    .help(
                            "Whether the server asks silent clients if they are still there. Set to"
                                    + " 1, it asks every keepalive.interval; set to 0, only TCP"
                                    + " notices a lost client.");

    public static final Setting<Duration> KEEP_ALIVE_INTERVAL =
            Setting.span("keepalive.interval", Unit.MINUTES)
                    .windows("KeepAliveInterval")
                    .machineAt(RegistryKeys.TERMINAL_SERVER)
                    .policy(
                            new PolicyRow(
                                    CONNECTIONS,
                                    KEEP_ALIVE_POLICY.title(),
                                    Side.COMPUTER,
                                    "chosen",
                                    "-"))
                    .between(Duration.ofMinutes(1), Duration.ofMinutes(999_999))
                    .otherwise(Duration.ofMinutes(1))
                    .acts(Effect.AT_ONCE)
                    .help(
                            "How often the server checks the session state, where"
                                    + " keepalive.enabled is set to 1.");

    public static final Setting<Duration> ASK_AFTER =
            Setting.span("keepalive.ask-after", Unit.SECONDS)
                    .ours()
                    .between(Duration.ofSeconds(1), Duration.ofHours(1))
                    .otherwise(Duration.ofSeconds(5))
                    .acts(Effect.AT_ONCE)
                    .help("Silence after which the server asks the client if it is still there.");

    public static final Setting<Duration> BROKEN_AFTER =
            Setting.span("keepalive.broken-after", Unit.SECONDS)
                    .ours()
                    .between(Duration.ofSeconds(1), Duration.ofHours(1))
                    .otherwise(Duration.ofSeconds(15))
                    .acts(Effect.AT_ONCE)
                    .help(
                            "Silence after which the connection counts as broken, where the client"
                                    + " answers questions.");

    public static final Setting<Duration> TCP_DEADLINE =
            Setting.span("keepalive.tcp-deadline", Unit.SECONDS)
                    .ours()
                    .between(Duration.ofSeconds(1), Duration.ofHours(24))
                    .otherwise(Duration.ofSeconds(20))
                    .acts(Effect.NEXT_CONNECTION)
                    .help(
                            "How long TCP may wait for acknowledgements before the connection"
                                    + " counts as broken.");

    public static final Setting<Duration> WRITE_DEADLINE =
            Setting.span("keepalive.write-deadline", Unit.SECONDS)
                    .ours()
                    .between(Duration.ofSeconds(1), Duration.ofHours(24))
                    .otherwise(Duration.ofSeconds(15))
                    .acts(Effect.AT_ONCE)
                    .help(
                            "How long data may wait for a client that takes none before the"
                                    + " connection counts as broken.");

    // --- Broken connections and limits ---

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

    // --- Reconnection ---

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

    // --- Who may connect ---

    public static final Setting<Long> MAX_INSTANCE_COUNT =
            Setting.number("connection.maximum")
                    .windows("MaxInstanceCount")
                    .machine()
                    .listener()
                    .policy(chosen(CONNECTIONS, "Limit number of connections"))
                    .between(1L, NumberType.DWORD_MAX)
                    .otherwise(NumberType.DWORD_MAX, "unlimited")
                    .acts(Effect.AT_ONCE)
                    .help(
                            "How many connected sessions there may be; disconnected ones hold no"
                                    + " place. From 999999 on there is no limit.");

    public static final Setting<Boolean> DENY_CONNECTIONS =
            Setting.flag("connection.denied")
                    .windows("fDenyTSConnections")
                    .machineAt(RegistryKeys.TERMINAL_SERVER)
                    .policy(
                            inverted(
                                    CONNECTIONS,
                                    "Allow users to connect remotely by using Remote Desktop"
                                            + " Services"))
                    .otherwise(false, "0; 1 on a fresh Windows")
                    .acts(Effect.AT_ONCE)
                    .help("Refuses new connections; those that run are kept.");

    public static final Setting<Boolean> LOGON_DISABLED =
            Setting.flag("logon.disabled")
                    .windows("fLogonDisabled")
                    .user()
                    .listener()
                    .help("No remote logon for this user, or on this connection.");

    public static final Setting<List<String>> PERMISSIONS =
            Setting.list("connection.permissions", TextListType.Entry.PERMISSION)
                    .connection()
                    .acts(Effect.NEXT_CONNECTION)
                    .otherwise(List.of(), "empty: everybody as user, administrators in full")
                    .help(
                            "Who may do what on a connection: NAME=RIGHT with a user, @group or *"
                                    + " and none, guest, user or full.");

    // --- Logon ---

    public static final Setting<Boolean> PROMPT_FOR_PASSWORD =
            Setting.flag("logon.prompt-for-password")
                    .windows("fPromptForPassword")
                    .machine()
                    .user()
                    .listener()
                    .policy(onOff(SECURITY, "Always prompt for password upon connection"))
                    .help("Ignores credentials that the client sends, and always asks.");

    public static final Setting<Boolean> INHERIT_AUTO_LOGON =
            Setting.flag("logon.client-credentials")
                    .windows("fInheritAutoLogon")
                    .listener()
                    .otherwise(true)
                    .help(
                            "1 takes the client's logon data, 0 the user name, domain and password"
                                    + " of the connection.");

    public static final Setting<String> LOGON_USER =
            Setting.text("logon.user-name")
                    .windows("UserName")
                    .listener()
                    .help("Who is logged on where logon.client-credentials is 0.");

    public static final Setting<String> LOGON_DOMAIN =
            Setting.text("logon.domain")
                    .windows("Domain")
                    .listener()
                    .help("The domain of logon.user-name.");

    public static final Setting<String> LOGON_PASSWORD =
            Setting.text("logon.password")
                    .windows("Password")
                    .listener()
                    .secret()
                    .help("The password of logon.user-name.");

    public static final Setting<Duration> LOGON_DEADLINE =
            Setting.span("logon.deadline", Unit.SECONDS)
                    .ours()
                    .between(Duration.ofSeconds(5), Duration.ofMinutes(10))
                    .otherwise(Duration.ofSeconds(60))
                    .acts(Effect.NEXT_CONNECTION)
                    .help("How long the connection sequence may take, as on Windows.");

    public static final Setting<Duration> LOGON_SCREEN_DEADLINE =
            Setting.span("logon.screen-deadline", Unit.SECONDS)
                    .ours()
                    .between(Duration.ofSeconds(10), Duration.ofHours(1))
                    .otherwise(Duration.ofMinutes(2))
                    .acts(Effect.NEXT_CONNECTION)
                    .help("How long the logon screen waits for somebody to log on.");

    public static final Setting<Long> LOGON_ATTEMPTS =
            Setting.number("logon.attempts")
                    .ours()
                    .between(1L, 100L)
                    .otherwise(5L)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("Wrong logons after which a connection is closed.");

    public static final Setting<Boolean> NTLM =
            Setting.flag("logon.ntlm")
                    .oursForTheServer()
                    .otherwise(true)
                    .acts(Effect.NEXT_CONNECTION)
                    .help(
                            "Whether network level authentication offers NTLM. Never in FIPS mode;"
                                    + " without it there is Kerberos, where a keytab is.");

    public static final Setting<Boolean> NTLM_ENROLMENT =
            Setting.flag("logon.ntlm-enrolment")
                    .oursForTheServer()
                    .acts(Effect.NEXT_LOGON)
                    .help(
                            "Whether the operating system's users may use NTLM too: a logon that PAM"
                                    + " accepts leaves an encrypted NT hash of the password in the"
                                    + " data folder, and PAM is asked again at each logon.");

    public static final Setting<Boolean> NTLM_DOMAIN =
            Setting.flag("logon.ntlm-domain")
                    .oursForTheServer()
                    .otherwise(true)
                    .acts(Effect.NEXT_LOGON)
                    .help(
                            "Whether the domain is asked about NTLM proofs of the operating system's"
                                    + " users, where Samba's ntlm_auth is installed.");

    public static final Setting<List<String>> KERBEROS_RULES =
            Setting.list("logon.kerberos-rules", TextListType.Entry.PRINCIPAL)
                    .oursForTheServer()
                    .acts(Effect.NEXT_CONNECTION)
                    .otherwise(List.of(), "empty: people of the server's own realm, by their names")
                    .help(
                            "Which user a Kerberos principal is: PATTERN=NAME, the first that fits"
                                    + " counts. PATTERN is a regular expression for all of"
                                    + " name@REALM; NAME may use $1, and an empty one is nobody.");

    public static final Setting<Long> THROTTLE_ADDRESS_FAILURES =
            Setting.number("throttle.address-failures")
                    .oursForTheServer()
                    .between(1L, 100_000L)
                    .otherwise(10L)
                    .acts(Effect.AT_ONCE)
                    .help("Wrong logons from one address after which it has to wait.");

    public static final Setting<Long> THROTTLE_ACCOUNT_FAILURES =
            Setting.number("throttle.account-failures")
                    .oursForTheServer()
                    .between(1L, 100_000L)
                    .otherwise(5L)
                    .acts(Effect.AT_ONCE)
                    .help("Wrong logons to one account after which the next ones have to wait.");

    public static final Setting<Duration> THROTTLE_WINDOW =
            Setting.span("throttle.window", Unit.SECONDS)
                    .oursForTheServer()
                    .between(Duration.ofSeconds(1), Duration.ofDays(1))
                    .otherwise(Duration.ofMinutes(5))
                    .acts(Effect.AT_ONCE)
                    .help("How long a wrong logon is remembered.");

    public static final Setting<Duration> THROTTLE_FIRST_DELAY =
            Setting.span("throttle.first-delay", Unit.SECONDS)
                    .oursForTheServer()
                    .between(Duration.ZERO, Duration.ofMinutes(10))
                    .otherwise(Duration.ofSeconds(1))
                    .acts(Effect.AT_ONCE)
                    .help("The first wait; each further wrong logon doubles it.");

    public static final Setting<Duration> THROTTLE_LONGEST_DELAY =
            Setting.span("throttle.longest-delay", Unit.SECONDS)
                    .oursForTheServer()
                    .between(Duration.ZERO, Duration.ofHours(1))
                    .otherwise(Duration.ofSeconds(30))
                    .acts(Effect.AT_ONCE)
                    .help("The longest wait, so that nobody can be locked out for good.");

    public static final Setting<Long> INCOMPLETE_CONNECTIONS =
            Setting.number("throttle.incomplete-connections")
                    .oursForTheServer()
                    .between(1L, 100_000L)
                    .otherwise(200L)
                    .acts(Effect.AT_ONCE)
                    .help("How many connections may be on their way to a logon at one time.");

    public static final Setting<Long> INCOMPLETE_CONNECTIONS_PER_ADDRESS =
            Setting.number("throttle.incomplete-connections-per-address")
                    .oursForTheServer()
                    .between(1L, 100_000L)
                    .otherwise(20L)
                    .acts(Effect.AT_ONCE)
                    .help("The same, from one address.");

    public static final Setting<Boolean> FIRST_ACCOUNT =
            Setting.flag("account.first")
                    .oursForTheServer()
                    .otherwise(true)
                    .acts(Effect.RESTART)
                    .help(
                            "Whether a server without any account makes one at its first start and"
                                    + " shows its password once.");

    public static final Setting<String> PAM_SERVICE =
            Setting.text("account.pam-service", 64)
                    .oursForTheServer()
                    .acts(Effect.RESTART)
                    .otherwise("holdfast")
                    .help(
                            "The PAM service that checks passwords of the system's users, where the"
                                    + " server runs as root and /etc/pam.d has the service; holdfast"
                                    + " pam install puts it there. Empty: local accounts only.");

    // --- Security ---

    public static final Setting<Boolean> FIPS =
            Setting.flag("security.fips")
                    .windows("Enabled")
                    .alsoCalled("FIPSAlgorithmPolicy", "FIPSAlgorithmPolicy\\Enabled")
                    .machineAt(RegistryKeys.FIPS)
                    .policyAt(RegistryKeys.OWN_POLICY, false)
                    .help(
                            "System cryptography: use FIPS compliant algorithms. Makes FIPS the"
                                    + " encryption level, whatever else is set.");

    public static final Setting<SecurityLayer> SECURITY_LAYER =
            Setting.choice("security.layer", SecurityLayer.values(), SecurityLayer.NEGOTIATE)
                    .windows("SecurityLayer")
                    .machine()
                    .listener()
                    .policy(
                            chosen(
                                    SECURITY,
                                    "Require use of specific security layer for remote (RDP)"
                                            + " connections"))
                    .help("Standard RDP security, TLS, or the stronger one that both sides have.");

    public static final Setting<EncryptionLevel> MIN_ENCRYPTION_LEVEL =
            Setting.choice(
                            "security.encryption-level",
                            EncryptionLevel.values(),
                            EncryptionLevel.CLIENT_COMPATIBLE)
                    .windows("MinEncryptionLevel")
                    .machine()
                    .listener()
                    .policy(chosen(SECURITY, "Set client connection encryption level"))
                    .help(
                            "The level of standard RDP encryption; under TLS it constrains suites"
                                    + " and key lengths. Low does not go with layer ssl.");

    public static final Setting<Boolean> USER_AUTHENTICATION =
            Setting.flag("security.network-level-authentication")
                    .windows("UserAuthentication")
                    .machine()
                    .listener()
                    .policy(
                            onOff(
                                    SECURITY,
                                    "Require user authentication for remote connections by using"
                                            + " Network Level Authentication"))
                    .otherwise(false, "0: offered, not required; 1 on Windows since 2012")
                    .help("Clients must authenticate before they get a connection (NLA).");

    public static final Setting<Boolean> ALLOW_NEGOTIATION =
            Setting.flag("security.negotiation")
                    .windows("fAllowSecProtocolNegotiation")
                    .listener()
                    .otherwise(true)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("Whether the server answers a client's offer of security protocols.");

    public static final Setting<String> CERTIFICATE_HASH =
            Setting.bytes("certificate.sha1", 20)
                    .windows("SSLCertificateSHA1Hash")
                    .listener()
                    .acts(Effect.NEXT_CONNECTION)
                    .otherwise("", "empty: the certificate that the server made itself")
                    .help("The SHA-1 thumbprint of the certificate that the connection shows.");

    public static final Setting<List<String>> CERTIFICATE_FILES =
            Setting.list("certificate.files", TextListType.Entry.ANY)
                    .machine()
                    .connection()
                    .acts(Effect.NEXT_CONNECTION)
                    .help("The files of the certificate, its chain and its private key.");

    public static final Setting<String> CERTIFICATE_FOLDER =
            Setting.text("certificate.folder")
                    .machine()
                    .acts(Effect.NEXT_CONNECTION)
                    .help("A folder in which certificates are looked up by name or thumbprint.");

    public static final Setting<String> CERTIFICATE_TEMPLATE =
            Setting.text("certificate.template")
                    .windows("CertTemplateName")
                    .policy(chosen(SECURITY, "Server authentication certificate template"))
                    .acts(Effect.NEXT_CONNECTION)
                    .help(
                            "Name of the certificate in certificate.folder to take where none is"
                                    + " chosen; on Windows the name of a template.");

    public static final Setting<Boolean> ENCRYPT_RPC =
            Setting.flag("security.admin-interface-secured")
                    .windows("fEncryptRPCTraffic")
                    .policy(onOff(SECURITY, "Require secure RPC communication"))
                    .mark(Mark.WITH_FEATURE)
                    .otherwise(false, "0: unsecured allowed")
                    .help("Whether the administration interface demands secured requests.");

    public static final Setting<Boolean> TSCC_PERMISSIONS =
            Setting.flag("security.permissions-writable")
                    .windows("fWritableTSCCPermTab")
                    .policy(
                            inverted(
                                    SECURITY,
                                    "Do not allow local administrators to customize permissions"))
                    .otherwise(true)
                    .mark(Mark.WITH_FEATURE)
                    .help("Whether tools may change the permissions of connections.");

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

    // --- Listening ---

    public static final Setting<Boolean> CONNECTION_ENABLED =
            Setting.flag("connection.enabled")
                    .windows("fEnableWinStation")
                    .listener()
                    .otherwise(true)
                    .acts(Effect.AT_ONCE)
                    .help("Whether the connection listens.");

    public static final Setting<List<String>> LISTEN =
            Setting.list("connection.listen", TextListType.Entry.ADDRESS)
                    .connection()
                    .otherwise(List.of("127.0.0.1"))
                    .acts(Effect.AT_ONCE)
                    .help("The addresses to listen on; 0.0.0.0 and :: are all of them.");

    public static final Setting<String> ADAPTER =
            Setting.text("connection.adapter", 15)
                    .connection()
                    .acts(Effect.AT_ONCE)
                    .help(
                            "The network interface to listen on, by name; its addresses are"
                                    + " followed, and connection.listen is not used then.");

    public static final Setting<Long> PORT =
            Setting.number("connection.port")
                    .windows("PortNumber")
                    .listener()
                    .between(1L, 65_535L)
                    .otherwise(3389L)
                    .acts(Effect.AT_ONCE)
                    .help("The TCP port, where an address of connection.listen names none.");

    public static final Setting<String> CONNECTION_COMMENT =
            Setting.text("connection.comment")
                    .windows("Comment")
                    .listener()
                    .acts(Effect.AT_ONCE)
                    .help("A remark for administrators.");

    // --- What a session starts ---

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

    public static final Setting<Duration> EVENTS_KEPT =
            Setting.span("events.kept", Unit.MINUTES)
                    .oursForTheServer()
                    .between(Duration.ofHours(1), Duration.ofDays(3_650))
                    .otherwise(Duration.ofDays(90))
                    .acts(Effect.AT_ONCE)
                    .help("How long the record of events is kept.");

    private Settings() {}

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
