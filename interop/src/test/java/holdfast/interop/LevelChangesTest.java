package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The FIPS switch over a policy's High over a tool's Low, each from the next logon on. */
class LevelChangesTest {
    private static final String WORKING = "working";
    private static Server server;
    private static ClientScreen screen;

    @BeforeAll
    static void start() {
        server =
                Server.start(
                        """
                        [connection.rdp-tcp]
                        connection.listen = ["127.0.0.1"]
                        security.layer = "rdp"
                        """,
                        WORKING,
                        Server.USER);
        screen = ClientScreen.open(840, 660);
    }

    @AfterAll
    static void stop() {
        screen.close();
        server.close();
    }

    @Test
    void eachStrongerWordRulesFromTheNextLogonOnAndRunningSessionsKeepWhatTheyHave() {
        set("security.encryption-level", "low", "connection:rdp-tcp");
        awaitAnswers(Map.of("40", true, "128", true, "FIPS", true));
        try (var client =
                RdpClient.xfreerdp("/sec:rdp", "/encryption-methods:128")
                        .user(WORKING)
                        .start(screen, server.port())) {
            client.atShell(server);
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
                        .start(screen, server.port())) {
            client.atShell(server);
            assertThat(levelOf(WORKING)).isEqualTo("fips");
        }
    }

    private static void set(String name, String value, String scope) {
        var done =
                Program.run(
                        Duration.ofSeconds(60),
                        Map.of(),
                        ServerProgram.command(
                                "setting",
                                "set",
                                name,
                                value,
                                "--scope",
                                scope,
                                "--data",
                                server.data().toString()));
        assertThat(done.exitStatus()).as(done.output()).isZero();
    }

    /** The settings are looked at every two seconds. */
    private static void awaitAnswers(Map<String, Boolean> expected) {
        Awaitility.await("methods that get in: " + expected)
                .atMost(Duration.ofSeconds(90))
                .until(() ->
                        expected.entrySet().stream()
                                .allMatch(one -> getsIn(one.getKey()) == one.getValue()));
    }

    private static boolean getsIn(String method) {
        return Program.run(
                                Duration.ofSeconds(60),
                                screen.environment(),
                                List.of(
                                        "xfreerdp",
                                        "/v:127.0.0.1:" + server.port(),
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
        return server.ask("query session", Map.of()).stream()
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
