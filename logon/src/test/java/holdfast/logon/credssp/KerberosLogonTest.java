package holdfast.logon.credssp;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.logon.LogonMethod;
import holdfast.logon.UserName;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.MessageProp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CredSSP with Kerberos, tickets and all: a real KDC, a client of our own. */
class KerberosLogonTest {
    private static final byte[] PUBLIC_KEY = {0x30, 0x03, 0x02, 0x01, 0x05};
    private static final String SERVICE = "TERMSRV/host.example.org";
    private static final String REALM = "EXAMPLE.ORG";

    @TempDir static Path folder;
    private static SimpleKdcServer kdc;

    @BeforeAll
    static void startKdc() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var config = folder.resolve("krb5.conf");
        Files.writeString(
                config,
                """
                [libdefaults]
                default_realm = EXAMPLE.ORG
                udp_preference_limit = 1
                dns_lookup_kdc = false
                dns_canonicalize_hostname = false
                [realms]
                EXAMPLE.ORG = {
                  kdc = 127.0.0.1:%d
                }
                """
                        .formatted(port));
        System.setProperty("java.security.krb5.conf", config.toString());
        System.setProperty("sun.security.krb5.disableReferrals", "true");
        kdc = new SimpleKdcServer();
        kdc.setWorkDir(Files.createDirectory(folder.resolve("kdc")).toFile());
        kdc.setKdcRealm(REALM);
        kdc.setKdcHost("127.0.0.1");
        kdc.setAllowUdp(false);
        kdc.setKdcTcpPort(port);
        kdc.init();
        kdc.start();
        kdc.createPrincipal("alice@" + REALM, "secret");
        kdc.createPrincipal("host/pc@" + REALM, "secret");
        kdc.createPrincipal(SERVICE + "@" + REALM, "service");
        kdc.exportPrincipal(SERVICE + "@" + REALM, folder.resolve("keytab").toFile());
    }

    @AfterAll
    static void stopKdc() throws Exception {
        kdc.stop();
        System.clearProperty("java.security.krb5.conf");
        System.clearProperty("sun.security.krb5.disableReferrals");
    }

    private static CredSspAcceptor acceptor(PrincipalRules rules) throws Exception {
        var kerberos = KerberosAcceptor.open(folder.resolve("keytab"), rules);
        return CredSspAcceptor.of(
                Map.<Oid, Supplier<Mechanism>>of(
                        Oid.KERBEROS, kerberos::begin, Oid.KERBEROS_LEGACY, kerberos::begin),
                PublicKeyBinding.of(PUBLIC_KEY));
    }

    /** Somebody with a ticket. */
    private record Person(Subject subject, GSSContext context) {
        static Person loggedOn(String principal) throws Exception {
            var entry =
                    new AppConfigurationEntry(
                            "com.sun.security.auth.module.Krb5LoginModule",
                            LoginModuleControlFlag.REQUIRED,
                            // The JDK keeps the first krb5.conf that it read, another test's.
                            Map.of("useTicketCache", "false", "refreshKrb5Config", "true"));
            var configuration =
                    new Configuration() {
                        @Override
                        public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                            return new AppConfigurationEntry[] {entry};
                        }
                    };
            var login =
                    new LoginContext(
                            "client",
                            new Subject(),
                            callbacks -> {
                                for (Callback callback : callbacks) {
                                    switch (callback) {
                                        case NameCallback name -> name.setName(principal);
                                        case PasswordCallback password ->
                                                password.setPassword("secret".toCharArray());
                                        default -> throw new AssertionError(callback);
                                    }
                                }
                            },
                            configuration);
            login.login();
            var subject = login.getSubject();
            return new Person(subject, Subject.callAs(subject, Person::newContext));
        }

        private static GSSContext newContext() throws Exception {
            var manager = GSSManager.getInstance();
            var kerberos = new org.ietf.jgss.Oid("1.2.840.113554.1.2.2");
            var name =
                    manager.createName(
                            SERVICE + "@" + REALM, new org.ietf.jgss.Oid("1.2.840.113554.1.2.2.1"));
            var context = manager.createContext(name, kerberos, null, GSSContext.DEFAULT_LIFETIME);
            context.requestMutualAuth(true);
            context.requestConf(true);
            context.requestInteg(true);
            return context;
        }

        byte[] token(byte[] answer) {
            return as(() -> context.initSecContext(answer, 0, answer.length));
        }

        byte[] seal(byte[] message) {
            return as(() -> context.wrap(message, 0, message.length, new MessageProp(0, true)));
        }

        byte[] unseal(byte[] sealed) {
            return as(() -> context.unwrap(sealed, 0, sealed.length, new MessageProp(0, true)));
        }

        private byte[] as(Callable<byte[]> action) {
            return Subject.callAs(subject, action);
        }
    }

    private static byte[] request(
            Optional<byte[]> token, Optional<byte[]> authInfo, Optional<byte[]> pubKeyAuth) {
        return new TsRequest(
                        6,
                        token,
                        authInfo,
                        pubKeyAuth,
                        OptionalInt.empty(),
                        Optional.of(CredSspTestClient.NONCE))
                .encode();
    }

    private static byte[] init(byte[] ticket) {
        byte[] list =
                Der.sequence(
                        Oid.KERBEROS_LEGACY.encode(), Oid.KERBEROS.encode(), Oid.NTLM.encode());
        byte[] init = Der.sequence(Der.explicit(0, list), Der.explicit(2, Der.octets(ticket)));
        return Der.element(DerReader.application(0), Oid.SPNEGO.encode(), Der.explicit(0, init));
    }

    private static byte[] reply(CredSspStep step) {
        return ((CredSspStep.Reply) step).tsRequest();
    }

    private static CredSspStep ticket(CredSspAcceptor acceptor, Person person) {
        byte[] first =
                request(
                        Optional.of(init(person.token(new byte[0]))),
                        Optional.empty(),
                        Optional.empty());
        return acceptor.received(first, Instant.now());
    }

    @Test
    void aTicketOpensAndTheDelegatedPasswordArrives() throws Exception {
        var acceptor = acceptor(PrincipalRules.OWN_REALM);
        var alice = Person.loggedOn("alice");
        var answered = TsRequest.decode(reply(ticket(acceptor, alice)));
        var response = (NegToken.Response) NegToken.decode(answered.negoToken().orElseThrow());
        assertThat(response.negState()).hasValue(NegToken.ACCEPT_COMPLETED);
        alice.token(response.responseToken().orElseThrow());
        assertThat(alice.context().isEstablished()).isTrue();

        var binding = PublicKeyBinding.of(PUBLIC_KEY);
        var nonce = Optional.of(CredSspTestClient.NONCE);
        byte[] bound =
                request(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(alice.seal(binding.ofClient(6, nonce))));
        var proof = TsRequest.decode(reply(acceptor.received(bound, Instant.now())));
        assertThat(alice.unseal(proof.pubKeyAuth().orElseThrow()))
                .isEqualTo(binding.ofServer(6, nonce));

        byte[] credentials = TsCredentials.encodePassword("alice", REALM, "secret".toCharArray());
        byte[] last =
                request(Optional.empty(), Optional.of(alice.seal(credentials)), Optional.empty());
        var identity =
                ((CredSspStep.Authenticated) acceptor.received(last, Instant.now())).identity();
        assertThat(identity.name()).isEqualTo(new UserName("alice", ""));
        assertThat(identity.method()).isEqualTo(LogonMethod.KERBEROS);
        assertThat(identity.delegated().password()).containsExactly("secret".toCharArray());
    }

    @Test
    void aTicketIsGoodOnce() throws Exception {
        var alice = Person.loggedOn("alice");
        byte[] token = init(alice.token(new byte[0]));
        byte[] first = request(Optional.of(token), Optional.empty(), Optional.empty());
        assertThat(acceptor(PrincipalRules.OWN_REALM).received(first, Instant.now()))
                .isInstanceOf(CredSspStep.Reply.class);
        assertThat(acceptor(PrincipalRules.OWN_REALM).received(first, Instant.now()))
                .isInstanceOf(CredSspStep.Failed.class);
    }

    @Test
    void aMachinesPrincipalIsNobody() throws Exception {
        assertThat(ticket(acceptor(PrincipalRules.OWN_REALM), Person.loggedOn("host/pc")))
                .isInstanceOf(CredSspStep.Failed.class);
    }

    @Test
    void rulesSayWhoAPrincipalIs() {
        var rules =
                new PrincipalRules(
                        List.of(
                                new PrincipalRules.Rule(Pattern.compile("root@.*"), ""),
                                new PrincipalRules.Rule(
                                        Pattern.compile("(.*)@PARTNER\\.ORG"), "partner-$1")));
        String service = SERVICE + "@" + REALM;
        assertThat(rules.userOf("alice@" + REALM, service)).contains(new UserName("alice", ""));
        assertThat(rules.userOf("bob@PARTNER.ORG", service))
                .contains(new UserName("partner-bob", ""));
        assertThat(rules.userOf("root@" + REALM, service)).isEmpty();
        assertThat(rules.userOf("alice@EVIL.ORG", service)).isEmpty();
        assertThat(rules.userOf("EVIL\\alice@" + REALM, service)).isEmpty();
        assertThat(rules.userOf("alice/admin@" + REALM, service)).isEmpty();
    }
}
