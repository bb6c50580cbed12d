package holdfast.settings;

import static holdfast.settings.Folders.SECURITY;
import static holdfast.settings.Folders.onOff;

import holdfast.settings.ValueType.Unit;
import java.time.Duration;
import java.util.List;

/** How people log on. */
public final class LogonCatalogue {
    public static final Setting<Boolean> LOGON_DISABLED =
            Setting.flag("logon.disabled")
                    .windows("fLogonDisabled")
                    .user()
                    .listener()
                    .help("No remote logon for this user, or on this connection.");

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
                            "Whether network level authentication offers NTLM. Never in FIPS mode,"
                                    + " by switch or level; without it there is Kerberos, where a keytab is.");

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

    private LogonCatalogue() {}
}
