package holdfast.interop.nla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import holdfast.client.Login;
import holdfast.client.RdpClient;
import holdfast.sessions.record.EventKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real KDC, a client of our own, and the server with the keytab beside its settings. */
class KerberosLogonTest {
    private static final String REALM = "EXAMPLE.ORG";
    private static final String SERVICE = "TERMSRV/host.example.org@" + REALM;

    @TempDir static Path folder;
    private static SimpleKdcServer kdc;
    private static NlaServer server;

    @BeforeAll
    static void start() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config =
                Files.writeString(
                        folder.resolve("krb5.conf"),
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
        for (String person : new String[] {"alice", "bob", "mallory"}) {
            kdc.createPrincipal(person + "@" + REALM, "secret");
        }
        kdc.createPrincipal(SERVICE, "service");
        Path keytab =
                Files.createDirectories(folder.resolve("data/config")).resolve("holdfast.keytab");
        kdc.exportPrincipal(SERVICE, keytab.toFile());
        server =
                NlaServer.start(
                        folder.resolve("data"),
                        """
                        logon.ntlm = 0
                        logon.kerberos-rules = ["(bob)@.*=$1.builder", "mallory@.*="]
                        """);
        server.account("alice", "not-the-ticket's");
        server.account("bob.builder", "not-the-ticket's");
        server.account("mallory", "not-the-ticket's");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        kdc.stop();
        System.clearProperty("java.security.krb5.conf");
        System.clearProperty("sun.security.krb5.disableReferrals");
    }

    /** Delegates no password, as a client that has only a ticket. */
    private static RdpClient logOn(String person) throws Exception {
        var proof = KerberosProof.of(person + "@" + REALM, "secret", SERVICE);
        return RdpClient.connect(
                server.socketAddress(), new Login(person, "", 1280, 720, 32), proof);
    }

    @Test
    void aTicketLeadsIntoTheSession() throws Exception {
        long before = server.now();
        try (var client = logOn("alice")) {
            client.timeline();
            server.awaitActive("alice");
            assertThat(server.await(EventKind.AUTHENTICATED, before).user()).isEqualTo("alice");
        }
    }

    @Test
    void rulesInTheSettingsSayWhoSomebodyIs() throws Exception {
        try (var client = logOn("bob")) {
            client.timeline();
            server.awaitActive("bob.builder");
        }
    }

    @Test
    void whomTheRulesCallNobodyIsRefused() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> logOn("mallory").timeline());
        assertThat(server.sessionsOf("mallory")).isEmpty();
    }
}
