package holdfast.server;

import holdfast.logon.accounts.NtlmEnrolments;
import holdfast.logon.credssp.CredSspService;
import holdfast.logon.credssp.KerberosAcceptor;
import holdfast.logon.credssp.PrincipalRules;
import holdfast.logon.door.Winbind;
import holdfast.logon.ntlm.NtlmServerName;
import holdfast.settings.Configuration;
import holdfast.settings.NetworkLogonSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.security.auth.login.LoginException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What network level authentication is offered with: what the settings allow, and Kerberos where a
 * keytab lies beside them. Safe for all threads.
 */
final class NetworkLogons {
    private static final Logger log = LoggerFactory.getLogger(NetworkLogons.class);
    private static final Duration DOMAIN_PATIENCE = Duration.ofSeconds(10);

    private final NtlmServerName name;
    private final Supplier<Configuration> settings;
    private final NtlmEnrolments enrolments;
    private final Path keytab;
    private volatile Optional<KerberosAcceptor> kerberos = Optional.empty();
    private volatile boolean unusable;

    private NetworkLogons(
            NtlmServerName name,
            Supplier<Configuration> settings,
            NtlmEnrolments enrolments,
            Path keytab) {
        this.name = name;
        this.settings = settings;
        this.enrolments = enrolments;
        this.keytab = keytab;
    }

    /**
     * @param keytab its presence switches Kerberos on
     */
    static NetworkLogons open(
            NtlmServerName name, Supplier<Configuration> settings, DataFolder data, Path keytab)
            throws ServerStartException {
        var opened = new NetworkLogons(name, settings, new NtlmEnrolments(data.path()), keytab);
        if (Files.exists(keytab)) {
            try {
                opened.kerberos = Optional.of(KerberosAcceptor.open(keytab, rules(settings.get())));
            } catch (LoginException e) {
                throw new ServerStartException(opened.unusable(e), e);
            }
        }
        return opened;
    }

    /** As the settings are now for a connection. */
    CredSspService offered(String connection) {
        Configuration now = settings.get();
        return new CredSspService(
                name,
                now.networkLogon(connection).ntlm(),
                kerberos.map(acceptor -> acceptor.withRules(rules(now))));
    }

    Optional<NtlmEnrolments> enrolments() {
        NetworkLogonSettings now = settings.get().networkLogon();
        return now.ntlm() && now.enrolment() ? Optional.of(enrolments) : Optional.empty();
    }

    Optional<Winbind> winbind() {
        return settings.get().networkLogon().domain()
                ? Winbind.installed(DOMAIN_PATIENCE)
                : Optional.empty();
    }

    /** A keytab may come and go; what is in it is read anew by itself. */
    void lookAround() {
        if (!Files.exists(keytab)) {
            kerberos = Optional.empty();
            unusable = false;
        } else if (kerberos.isEmpty() && !unusable) {
            try {
                kerberos = Optional.of(KerberosAcceptor.open(keytab, rules(settings.get())));
                log.info("Kerberos is offered with {}", keytab);
            } catch (LoginException e) {
                unusable = true;
                log.atWarn().log("Kerberos is not offered: {}", unusable(e));
            }
        }
    }

    private String unusable(LoginException why) {
        return "the Kerberos keytab "
                + keytab
                + " cannot be used ("
                + why.getMessage()
                + "): put one with a key for TERMSRV/host there, or remove it";
    }

    private static PrincipalRules rules(Configuration settings) {
        return new PrincipalRules(
                settings.networkLogon().kerberosRules().stream()
                        .map(rule -> new PrincipalRules.Rule(rule.principal(), rule.user()))
                        .toList());
    }
}
