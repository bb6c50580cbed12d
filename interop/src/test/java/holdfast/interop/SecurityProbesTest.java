package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What strangers' probes see is what the settings say. */
class SecurityProbesTest {
    private static final String CONNECTION =
            """
            [connection.%s]
            connection.listen = ["127.0.0.1"]
            connection.port = %d
            security.layer = "%s"
            security.encryption-level = "%s"
            """;

    private static Server server;

    @BeforeAll
    static void start() {
        server =
                Server.start(
                        CONNECTION.formatted("rdp-tcp", 1, "negotiate", "client-compatible")
                                + CONNECTION.formatted("only-tls", Server.freePort(), "ssl", "high")
                                + CONNECTION.formatted("low", Server.freePort(), "rdp", "low")
                                + CONNECTION.formatted("high", Server.freePort(), "rdp", "high")
                                + CONNECTION.formatted("fips", Server.freePort(), "rdp", "fips"),
                        Server.USER);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aConnectionThatNegotiatesAnswersEveryLayer() {
        assertThat(nmap("rdp-tcp"))
                .contains("Native RDP: SUCCESS", "SSL: SUCCESS")
                .contains("RDP Encryption level: Client Compatible")
                .contains("40-bit RC4: SUCCESS")
                .contains("56-bit RC4: SUCCESS")
                .contains("128-bit RC4: SUCCESS")
                .contains("FIPS 140-1: SUCCESS");
    }

    @Test
    void aConnectionOfTlsRefusesStandardSecurity() {
        assertThat(nmap("only-tls")).contains("SSL: SUCCESS").doesNotContain("Native RDP: SUCCESS");
    }

    @Test
    void aConnectionOfStandardSecurityRefusesTls() {
        assertThat(nmap("low"))
                .contains("Native RDP: SUCCESS")
                .contains("RDP Encryption level: Low")
                .doesNotContain("SSL: SUCCESS");
    }

    @Test
    void theLevelHighWants128Bits() {
        assertThat(nmap("high"))
                .contains("RDP Encryption level: High")
                .contains("128-bit RC4: SUCCESS")
                .doesNotContain("40-bit RC4: SUCCESS")
                .doesNotContain("56-bit RC4: SUCCESS");
    }

    @Test
    void theLevelFipsWantsItsCiphers() {
        assertThat(nmap("fips"))
                .contains("RDP Encryption level: FIPS Compliant")
                .contains("FIPS 140-1: SUCCESS")
                .doesNotContain("RC4: SUCCESS");
    }

    @Test
    void onlyModernTlsIsSpoken() {
        String seen =
                Program.run(
                                Duration.ofSeconds(120),
                                Map.of(),
                                List.of(
                                        "sslscan",
                                        "--rdp",
                                        "--no-colour",
                                        "--no-heartbleed",
                                        "--no-groups",
                                        "127.0.0.1:" + server.port()))
                        .output();

        assertThat(seen)
                .containsPattern("SSLv3 +disabled")
                .containsPattern("TLSv1\\.0 +disabled")
                .containsPattern("TLSv1\\.1 +disabled")
                .containsPattern("TLSv1\\.2 +enabled")
                .containsPattern("TLSv1\\.3 +enabled")
                .containsPattern("RSA Key Strength: +2048")
                .doesNotContainPattern("Accepted.*(RC4|DES|NULL|EXP)");
        assertThat(server.log()).doesNotContain("ERROR");
    }

    private static String nmap(String connection) {
        return Program.run(
                        Duration.ofSeconds(120),
                        Map.of(),
                        List.of(
                                "nmap",
                                "-Pn",
                                "-n",
                                "-p",
                                Integer.toString(server.port(connection)),
                                "--script",
                                "+rdp-enum-encryption",
                                "127.0.0.1"))
                .output();
    }
}
