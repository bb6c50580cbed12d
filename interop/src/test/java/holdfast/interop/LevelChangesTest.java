package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The FIPS switch over a policy's High over a tool's Low, each from the next logon on. */
class LevelChangesTest {
    private static final String WORKING = "working";

    @RegisterExtension
    private static final Workplace here =
            Workplace.with(
                    """
                    [connection.rdp-tcp]
                    connection.listen = ["127.0.0.1"]
                    security.layer = "rdp"
                    [connection.only-tls]
                    connection.listen = ["127.0.0.1"]
                    connection.port = %d
                    security.layer = "ssl"
                    """
                            .formatted(Server.freePort()),
                    WORKING,
                    Server.USER);

    /** It cannot be told why, so the administrator is. */
    @Test
    void aClientWithoutANegotiationRequestIsTurnedAwayAndOnRecord() {
        assertThat(getsIn("only-tls", "128")).isFalse();

        Awaitility.await("the refusal is on record")
                .atMost(Duration.ofSeconds(30))
                .until(() -> here.server().events().contains("SECURITY_REFUSED"));
        assertThat(here.server().run("events").output())
                .contains(
                        "Connection only-tls refused the client at 127.0.0.1:"
                                + " SSL_REQUIRED_BY_SERVER (failure code 1, which this client"
                                + " cannot be told): SecurityLayer is ssl, and the client sent no"
                                + " negotiation request");
        assertThat(
                        here.server()
                                .run("diagnose", "--message", "Because of a security error")
                                .output())
                .contains(
                        "client without TLS was turned away",
                        "holdfast setting set security.layer negotiate --scope"
                                + " connection:only-tls");
    }

    @Test
    void eachStrongerWordRulesFromTheNextLogonOnAndRunningSessionsKeepWhatTheyHave() {
        set("security.encryption-level", "low", "connection:rdp-tcp");
        awaitAnswers(Map.of("40", true, "128", true, "FIPS", true));
        try (var client =
                RdpClient.xfreerdp("/sec:rdp", "/encryption-methods:128")
                        .user(WORKING)
                        .start(here)) {
            client.atShell(here.server());
            assertThat(levelOf(WORKING)).isEqualTo("low");

            set("security.encryption-level", "high", "policy");
            awaitAnswers(Map.of("40", false, "128", true));
            assertThat(levelOf(WORKING)).isEqualTo("low");

            set("security.fips", "1", "machine");
            awaitAnswers(Map.of("40", false, "128", false, "FIPS", true));
            assertThat(levelOf(WORKING)).isEqualTo("low");
            client.line("exit");
            client.program().awaitEnd(Duration.ofSeconds(30));
        }
        try (var client =
                RdpClient.xfreerdp("/sec:rdp", "/encryption-methods:FIPS")
                        .user(WORKING)
                        .start(here)) {
            client.atShell(here.server());
            assertThat(levelOf(WORKING)).isEqualTo("fips");
        }
    }

    private static void set(String name, String value, String scope) {
        var done = here.server().run("setting", "set", name, value, "--scope", scope);
        assertThat(done.exitStatus()).as(done.output()).isZero();
    }

    /** The settings are looked at every two seconds. */
    private static void awaitAnswers(Map<String, Boolean> expected) {
        Awaitility.await("methods that get in: " + expected)
                .atMost(Duration.ofSeconds(90))
                .until(() ->
                        expected.entrySet().stream()
                                .allMatch(
                                        one -> getsIn("rdp-tcp", one.getKey()) == one.getValue()));
    }

    private static boolean getsIn(String connection, String method) {
        return Program.run(
                                Duration.ofSeconds(60),
                                here.screen().environment(),
                                List.of(
                                        "xfreerdp",
                                        "/v:127.0.0.1:" + here.server().port(connection),
                                        "/u:" + Server.USER,
                                        "/p:" + Server.PASSWORD,
                                        "/cert:ignore",
                                        "+auth-only",
                                        "/sec:rdp",
                                        "/encryption-methods:" + method))
                        .exitStatus()
                == 0;
    }

    /** As {@code query session --rules} shows it. */
    private static String levelOf(String user) {
        return here.server().ask("query session", Map.of()).stream()
                .map(JsonElement::getAsJsonObject)
                .filter(row -> row.get("user").getAsString().equals(user))
                .map((JsonObject row) ->
                        row.getAsJsonObject("inForce")
                                .getAsJsonObject("protection")
                                .get("level")
                                .getAsString())
                .findFirst()
                .orElse("");
    }
}
