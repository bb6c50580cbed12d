package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** FIPS mode by the FIPS switch: what it computes with, and who gets in. */
class FipsTest {
    private static Server server;
    private static ClientScreen screen;

    @BeforeAll
    static void start() {
        server = Server.start("[machine]\nFIPSAlgorithmPolicy = 1\n", Server.USER);
        screen = ClientScreen.open(840, 660);
    }

    @AfterAll
    static void stop() {
        screen.close();
        server.close();
    }

    @Test
    void theModuleIsShownWithItsSelfTests() {
        assertThat(server.log())
                .contains("FIPS mode: BouncyCastle Security Provider (FIPS edition)")
                .contains("self-tests passed")
                .contains("approved algorithms only");
    }

    @Test
    void aClientWorksUnderTheModulesTls() {
        try (var client = RdpClient.xfreerdp("/sec:tls").start(screen, server.port())) {
            client.atShell(server);
            client.line("exit");
            client.program().awaitEnd(Duration.ofSeconds(30));
        }
    }

    @Test
    void onlyApprovedMethodsGetIn() {
        assertThat(getsIn("/sec:tls")).isTrue();
        assertThat(getsIn("/sec:rdp", "/encryption-methods:FIPS")).isTrue();
        assertThat(getsIn("/sec:rdp", "/encryption-methods:128")).isFalse();
        assertThat(getsIn("/sec:nla")).as("NTLM is not offered").isFalse();
    }

    @Test
    void onlyApprovedSuitesAreAgreedOn() {
        String seen =
                Program.run(
                                Duration.ofSeconds(120),
                                Map.of(),
                                List.of(
                                        "sslscan",
                                        "--rdp",
                                        "--no-colour",
                                        "--no-heartbleed",
                                        "127.0.0.1:" + server.port()))
                        .output();

        assertThat(seen)
                .containsPattern("TLSv1\\.3 +256 bits +TLS_AES_256_GCM_SHA384")
                .containsPattern("TLSv1\\.2 +256 bits +ECDHE-RSA-AES256-GCM-SHA384")
                .doesNotContain("CHACHA20", "x25519", "-SHA ", "DES", "RC4");
    }

    private static boolean getsIn(String... offers) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "xfreerdp",
                                "/v:127.0.0.1:" + server.port(),
                                "/u:" + Server.USER,
                                "/p:" + Server.PASSWORD,
                                "/cert:ignore",
                                "+auth-only"));
        command.addAll(List.of(offers));
        return Program.run(Duration.ofSeconds(60), screen.environment(), command).exitStatus() == 0;
    }
}
