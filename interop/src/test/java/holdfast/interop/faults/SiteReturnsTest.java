package holdfast.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import holdfast.interop.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A site behind one router loses its link and has it back: every client comes back by itself, all
 * at once and from one address, and everybody is in the own session. Settings are the defaults, but
 * for how soon a dead connection is noticed.
 */
@EnabledIfSystemProperty(named = "holdfast.long", matches = "true")
class SiteReturnsTest {
    private static final int PORT = 6389;
    private static final int STATION = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** More than the default allows unfinished connections of a strange address. */
    private static final int CLIENTS = 200;

    @Test
    void everybodyOfASiteComesBackToTheOwnSession() throws Exception {
        List<String> users = IntStream.range(0, CLIENTS).mapToObj(i -> "site" + i).toList();
        try (Network network = Network.make(1);
                FaultServer server =
                        FaultServer.start(
                                network,
                                PORT,
                                """
                                [machine]
                                keepalive.ask-after = "1s"
                                keepalive.broken-after = "3s"
                                """,
                                users);
                Site site = Site.open(network, STATION, server, users)) {
            Map<String, Integer> before = sessions(server, "Active");
            assertThat(before).hasSize(CLIENTS);
            network.cut(STATION);
            assertThat(Watch.await(PATIENCE, () -> sessions(server, "Disc").size() == CLIENTS))
                    .as("all are found disconnected")
                    .isNotNegative();
            network.heal(STATION);

            List<Site.Return> back = site.comeBack();

            assertThat(sessions(server, "Active")).isEqualTo(before);
            assertThat(cookiesUsed(server)).isEqualTo(CLIENTS);
            Figures.keep("site", table(back));
        }
    }

    /** Each user's session in this state. */
    private static Map<String, Integer> sessions(FaultServer server, String state) {
        return server.sessions().stream()
                .filter(session -> session.state().equals(state))
                .collect(Collectors.toMap(Host.Seen::user, Host.Seen::id));
    }

    private static long cookiesUsed(FaultServer server) {
        return server.ask("events", Map.of("last", "10000")).stream()
                .map(JsonElement::getAsJsonObject)
                .filter((JsonObject event) -> event.get("kind").getAsString().equals("COOKIE_USED"))
                .count();
    }

    private static String table(List<Site.Return> back) {
        return """
        | %d clients of one address back at once | first (ms) | median (ms) | last (ms) |
        |---|---|---|---|
        %s%s%s%s\
        """
                .formatted(
                        back.size(),
                        row("begin", back, Site.Return::begun),
                        row("encrypted by TLS", back, Site.Return::encrypted),
                        row("activated", back, Site.Return::activated),
                        row("first picture of the own session", back, Site.Return::painted));
    }

    private static String row(
            String what, List<Site.Return> back, ToLongFunction<Site.Return> time) {
        long[] sorted = back.stream().mapToLong(time).sorted().toArray();
        return "| %s | %d | %d | %d |%n"
                .formatted(what, sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }
}
