package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.client.Login;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A client freezes while its session goes on drawing; its user logs on from another machine, before
 * anybody has noticed or after. Real clients nap while they connect, so the newcomer is one of ours
 * that does not: its time is the server's.
 */
@EnabledIfSystemProperty(named = "holdfast.long", matches = "true")
class SecondLogonTest {
    private static final List<Duration> MOMENTS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(6), Duration.ofSeconds(13));

    private static final int ROUNDS = 10;

    private final Map<Duration, List<Long>> activated = new LinkedHashMap<>();
    private final Map<Duration, List<Long>> painted = new LinkedHashMap<>();

    @Test
    void aSecondLogonIsOnTheScreenAtAnyMomentOfTheFault() throws Exception {
        List<String> users = MOMENTS.stream().map(SecondLogonTest::user).toList();
        try (Server server = Server.start("", users.toArray(String[]::new));
                ClientScreen screen = ClientScreen.open(840, 660)) {
            for (String user : users) {
                startWork(server, user);
            }
            for (int round = 0; round < ROUNDS; round++) {
                freezeAndLogOnAgain(server, screen, users);
            }
        }
        var table =
                new StringBuilder(
                        """
                        | After the freeze | activated, median / worst (ms) | first picture, median / worst (ms) |
                        |---|---|---|
                        """);
        for (Duration moment : MOMENTS) {
            table.append(
                    "| %d s | %s | %s |%n"
                            .formatted(
                                    moment.toSeconds(),
                                    medianAndWorst(activated.get(moment)),
                                    medianAndWorst(painted.get(moment))));
        }
        Figures.keep("second-logon", table.toString());
    }

    private void freezeAndLogOnAgain(Server server, ClientScreen screen, List<String> users)
            throws Exception {
        Map<String, ConnectedClient> frozen = new LinkedHashMap<>();
        try {
            List<Integer> sessions = new ArrayList<>();
            for (String user : users) {
                frozen.put(user, RdpClient.xfreerdp().user(user).start(screen, server.port()));
                sessions.add(server.awaitSession(user, "Active").id());
            }
            frozen.values().forEach(ConnectedClient::awaitSomethingShown);
            frozen.values().forEach(client -> client.program().signal("STOP"));
            long start = System.nanoTime();
            List<Server.Seen> landed = new ArrayList<>();
            for (Duration moment : MOMENTS) {
                long left = start + moment.toNanos() - System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
                try (var second = connect(server, user(moment))) {
                    note(activated, moment, second.timeline().activated());
                    note(painted, moment, second.firstPaint());
                    landed.add(server.awaitSession(user(moment), "Active"));
                }
            }
            assertThat(landed).extracting(Server.Seen::id).isEqualTo(sessions);
            assertThat(landed).extracting(Server.Seen::client).containsOnly("bench");
        } finally {
            frozen.values().forEach(client -> client.program().kill());
        }
    }

    private static String user(Duration moment) {
        return "after" + moment.toSeconds() + "s";
    }

    private static void note(Map<Duration, List<Long>> times, Duration moment, Duration time) {
        times.computeIfAbsent(moment, _ -> new ArrayList<>()).add(time.toMillis());
    }

    private static String medianAndWorst(List<Long> times) {
        List<Long> sorted = times.stream().sorted().toList();
        return sorted.get(sorted.size() / 2) + " / " + sorted.getLast();
    }

    /** Leaves a session behind that draws all the time. */
    private static void startWork(Server server, String user)
            throws IOException, InterruptedException {
        try (var client = connect(server, user)) {
            client.firstPaint();
            client.awaitStill(Duration.ofMillis(500));
            client.type("while true; do seq 200; sleep 0.1; done\n");
            client.awaitPaints(5);
        }
    }

    private static holdfast.client.RdpClient connect(Server server, String user)
            throws IOException {
        return holdfast.client.RdpClient.connect(
                new InetSocketAddress("127.0.0.1", server.port()),
                new Login(user, Server.PASSWORD, 800, 600, 32));
    }
}
