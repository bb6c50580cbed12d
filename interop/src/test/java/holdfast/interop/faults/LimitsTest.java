package holdfast.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Time limits, drain mode and rivals, as real clients meet them. */
class LimitsTest {
    private static final int PORT = 5389;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Test
    void limitsActDrainRefusesAndRivalsSettle() throws Exception {
        try (Network network = Network.make(6);
                FaultServer server =
                        FaultServer.start(
                                network,
                                PORT,
                                """
                                [user.idle]
                                session.idle-limit = "8s"

                                [user.brief]
                                session.disconnected-limit = "5s"

                                [user.ending]
                                session.broken-action = "end"
                                """,
                                List.of("idle", "brief", "rivals", "late", "ending"));
                FaultProxy proxy = FaultProxy.start(network, server.folder(), PORT);
                Wall wall = Wall.open(8);
                Stage stage = Stage.set(network, server, proxy, wall);
                Client idle = xfreerdp(stage, 2, "idle");
                Client brief = xfreerdp(stage, 3, "brief");
                Client ending = xfreerdp(stage, 6, "ending");
                Client first = xfreerdp(stage, 4, "rivals")) {
            for (String user : List.of("idle", "brief", "rivals", "ending")) {
                assertThat(Watch.await(PATIENCE, () -> stage.watch().is(user, "Active")))
                        .as(user)
                        .isNotNegative();
            }
            brief.kill();
            network.cut(6);
            try (Client second = xfreerdp(stage, 5, "rivals")) {
                assertThat(Watch.await(PATIENCE, () -> !first.program().isAlive()))
                        .as("the first one is told and stays away")
                        .isNotNegative();
                assertThat(second.program().isAlive()).isTrue();
                assertThat(stage.watch().of("rivals")).hasSize(1);
            }
            assertThat(Watch.await(PATIENCE, () -> !idle.program().isAlive()))
                    .as("the idle client is sent away")
                    .isNotNegative();
            assertThat(Watch.await(PATIENCE, () -> stage.watch().is("idle", "Disc")))
                    .as("and the session is kept")
                    .isNotNegative();
            assertThat(texts(server, "idle"))
                    .anyMatch(text -> text.contains("was warned"))
                    .anyMatch(text -> text.contains("reason code 3"));
            assertThat(Watch.await(PATIENCE, () -> stage.watch().of("brief").isEmpty()))
                    .as("the disconnected session ends")
                    .isNotNegative();
            assertThat(Watch.await(PATIENCE, () -> stage.watch().of("ending").isEmpty()))
                    .as("a session whose connection broke ends where the settings say so")
                    .isNotNegative();
            assertThat(texts(server, "ending"))
                    .anyMatch(text -> text.contains("is broken"))
                    .anyMatch(text -> text.contains("logoff succeeded"));
            assertThat(ending.program().pid()).isPositive();
            server.ask("drain", Map.of("mode", "on"));
            try (Client late = xfreerdp(stage, 2, "late");
                    Client back = xfreerdp(stage, 4, "rivals")) {
                assertThat(Watch.await(PATIENCE, () -> stage.watch().is("rivals", "Active")))
                        .as("who has a session comes back to it")
                        .isNotNegative();
                assertThat(
                                Watch.await(
                                        PATIENCE,
                                        () ->
                                                !texts(server, "late").stream()
                                                        .filter(text -> text.contains("refused"))
                                                        .toList()
                                                        .isEmpty()))
                        .as("who has none is refused")
                        .isNotNegative();
                assertThat(stage.watch().of("late")).isEmpty();
                assertThat(back.program().isAlive()).isTrue();
                assertThat(late.program().pid()).isPositive();
            }
        }
    }

    private static Client xfreerdp(Stage stage, int station, String user) {
        return stage.start(Client.Kind.XFREERDP_TLS, station, user, false, Client.Habit.COMES_BACK);
    }

    private static List<String> texts(FaultServer server, String user) {
        return server.events(user).stream()
                .map((JsonObject event) -> event.get("text").getAsString())
                .toList();
    }
}
