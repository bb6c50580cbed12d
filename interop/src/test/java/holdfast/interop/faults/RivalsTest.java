package holdfast.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Two machines of one user that both want the session, with nobody in front of one of them. */
@EnabledIfSystemProperty(named = "holdfast.long", matches = "true")
class RivalsTest {
    private static final int PORT = 7389;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** ERRINFO_DISCONNECTED_BY_OTHERCONNECTION as xfreerdp's exit status. */
    private static final String BY_OTHER_CONNECTION = "ended: 5";

    @Test
    void theNewestLogonKeepsTheSession() throws Exception {
        try (Network network = Network.make(4);
                FaultServer server =
                        FaultServer.start(
                                network,
                                PORT,
                                """
                                [machine]
                                keepalive.ask-after = "1s"
                                keepalive.broken-after = "3s"
                                """,
                                List.of("stubborn", "returning"));
                FaultProxy proxy = FaultProxy.start(network, server.folder(), PORT);
                Wall wall = Wall.open(4);
                Stage stage = Stage.set(network, server, proxy, wall)) {
            clientsThatAreStartedAgainAndAgain(stage);
            aClientThatWasCutOffMeanwhile(stage);
        }
    }

    /** Both send the password whenever they were thrown out: after some exchanges one stays. */
    private static void clientsThatAreStartedAgainAndAgain(Stage stage) {
        try (Client home = start(stage, 1, "stubborn", Client.Habit.STARTED_AGAIN)) {
            assertActiveFrom(stage, "stubborn", 1);
            try (Client office = start(stage, 2, "stubborn", Client.Habit.STARTED_AGAIN)) {
                assertThat(
                                Watch.await(
                                        PATIENCE,
                                        () -> count(stage, "stubborn", "EXCHANGE_STOPPED") >= 3))
                        .as("the older logon is refused again and again")
                        .isNotNegative();
                int cookies = count(stage, "stubborn", "RECONNECTED");
                assertThat(cookies).as("exchanges").isBetween(2, 4);
                assertThat(
                                Watch.await(
                                        PATIENCE,
                                        () -> count(stage, "stubborn", "EXCHANGE_STOPPED") >= 6))
                        .isNotNegative();
                assertThat(count(stage, "stubborn", "RECONNECTED"))
                        .as("and the newer one is left in peace")
                        .isEqualTo(cookies);
                assertActiveFrom(stage, "stubborn", 2);
                assertThat(home.program().output()).contains(BY_OTHER_CONNECTION);
                assertThat(office.program().isAlive()).isTrue();
            }
        }
    }

    /**
     * It comes back by itself while a newer logon has the session: it is asked, nobody thrown out.
     */
    private static void aClientThatWasCutOffMeanwhile(Stage stage) {
        try (Client home = start(stage, 3, "returning", Client.Habit.COMES_BACK)) {
            assertActiveFrom(stage, "returning", 3);
            stage.network().cut(3);
            assertThat(Watch.await(PATIENCE, () -> stage.watch().is("returning", "Disc")))
                    .as("it is found disconnected")
                    .isNotNegative();
            try (Client office = start(stage, 4, "returning", Client.Habit.COMES_BACK)) {
                assertActiveFrom(stage, "returning", 4);
                stage.network().heal(3);
                assertThat(
                                Watch.await(
                                        PATIENCE,
                                        () -> count(stage, "returning", "COOKIE_REFUSED") > 0))
                        .as("the cookie of the older logon is shown")
                        .isNotNegative();
                assertThat(Watch.await(PATIENCE, () -> guestFrom(stage, 3)))
                        .as("the client shows the logon screen")
                        .isNotNegative();
                assertActiveFrom(stage, "returning", 4);
                assertThat(office.program().isAlive()).isTrue();
                assertThat(home.program().isAlive()).isTrue();
            }
        }
    }

    private static Client start(Stage stage, int station, String user, Client.Habit habit) {
        return stage.start(Client.Kind.XFREERDP_TLS, station, user, false, habit);
    }

    private static void assertActiveFrom(Stage stage, String user, int station) {
        String address = Network.address(station);
        assertThat(
                        Watch.await(
                                PATIENCE,
                                () ->
                                        stage.watch().of(user).stream()
                                                .anyMatch(session ->
                                                        session.state().equals("Active")
                                                                && session.address()
                                                                        .equals(address))))
                .as("%s is active from %s", user, address)
                .isNotNegative();
        assertThat(stage.watch().of(user)).hasSize(1);
    }

    private static boolean guestFrom(Stage stage, int station) {
        return ((FaultServer) stage.server())
                .ask("query session", java.util.Map.of()).stream()
                        .anyMatch((JsonObject row) ->
                                row.get("state").getAsString().equals("Conn")
                                        && row.get("address")
                                                .getAsString()
                                                .equals(Network.address(station)));
    }

    private static int count(Stage stage, String user, String kind) {
        return (int)
                stage.server().events(user).stream()
                        .filter(event -> event.get("kind").getAsString().equals(kind))
                        .count();
    }
}
