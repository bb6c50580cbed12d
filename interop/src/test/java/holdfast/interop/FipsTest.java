package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** FIPS mode by the command line: what it computes with, who gets in, and what commands say. */
class FipsTest {
    @RegisterExtension
    private static final Workplace here = Workplace.startedWith(List.of("--fips"), Server.USER);

    @Test
    void theModuleIsShownWithItsSelfTests() {
        assertThat(here.server().log())
                .contains("FIPS mode: BouncyCastle Security Provider (FIPS edition)")
                .contains("self-tests passed")
                .contains("approved algorithms only");
    }

    /** No file says so; the running server does. */
    @Test
    void commandsKnowOfTheLaunch() {
        assertThat(here.server().run("setting", "get", "security.fips").output())
                .isEqualToIgnoringNewLines("1");
        assertThat(here.server().run("setting", "explain", "MinEncryptionLevel").output())
                .contains("is fips", "run --fips");
    }

    @Test
    void aClientWorksUnderTheModulesTls() {
        try (var client = RdpClient.xfreerdp("/sec:tls").start(here)) {
            client.atShell(here.server());
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
        SslScan seen = SslScan.of("127.0.0.1", here.server().port());

        assertThat(seen.versions()).containsExactly("1.2", "1.3");
        assertThat(seen.suites())
                .contains("TLS_AES_256_GCM_SHA384", "ECDHE-RSA-AES256-GCM-SHA384")
                .noneMatch(suite -> suite.matches(".*(CHACHA20|-SHA$|DES|RC4).*"));
        assertThat(seen.printed()).doesNotContain("x25519");
    }

    private static boolean getsIn(String... offers) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "xfreerdp",
                                "/v:127.0.0.1:" + here.server().port(),
                                "/u:" + Server.USER,
                                "/p:" + Server.PASSWORD,
                                "/cert:ignore",
                                "+auth-only"));
        command.addAll(List.of(offers));
        return Program.run(Duration.ofSeconds(60), here.screen().environment(), command)
                        .exitStatus()
                == 0;
    }
}
