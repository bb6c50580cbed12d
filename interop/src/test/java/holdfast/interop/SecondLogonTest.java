package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.bench.client.Login;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A client freezes while its session goes on drawing; its user logs on from another machine, before
 * anybody has noticed or after. Real clients nap while they connect, so the newcomer is one of ours
 * that does not: its time is the server's.
 */
class SecondLogonTest {
    private static final List<Duration> MOMENTS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(6), Duration.ofSeconds(13));

    @Test
    void aSecondLogonIsOnTheScreenAtAnyMomentOfTheFault() throws Exception {
        List<String> users =
                MOMENTS.stream().map(moment -> "after" + moment.toSeconds() + "s").toList();
        Map<String, ConnectedClient> frozen = new LinkedHashMap<>();
        Map<String, Server.Seen> sessions = new LinkedHashMap<>();
        try (Server server = Server.start("", users.toArray(String[]::new));
                ClientScreen screen = ClientScreen.open(840, 660)) {
            for (String user : users) {
                startWork(server, user);
                frozen.put(user, RdpClient.xfreerdp().user(user).start(screen, server.port()));
                frozen.get(user).awaitSomethingShown();
                sessions.put(user, server.awaitSession(user, "Active"));
            }
            frozen.values().forEach(client -> client.program().signal("STOP"));
            long start = System.nanoTime();
            var table =
                    new StringBuilder(
                            """
                            | Second logon, after the freeze | activated (ms) | first picture (ms) |
                            |---|---|---|
                            """);
            List<Server.Seen> landed = new ArrayList<>();
            for (int i = 0; i < users.size(); i++) {
                long left = start + MOMENTS.get(i).toNanos() - System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
                try (var second = connect(server, users.get(i))) {
                    table.append(
                            "| %d s | %d | %d |%n"
                                    .formatted(
                                            MOMENTS.get(i).toSeconds(),
                                            second.timeline().activated().toMillis(),
                                            second.firstPaint().toMillis()));
                    landed.add(server.awaitSession(users.get(i), "Active"));
                }
            }

            Figures.keep("second-logon", table.toString());
            assertThat(landed.stream().map(Server.Seen::id))
                    .isEqualTo(sessions.values().stream().map(Server.Seen::id).toList());
            assertThat(landed).extracting(Server.Seen::client).containsOnly("bench");
        } finally {
            frozen.values().forEach(client -> client.program().kill());
        }
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

    private static holdfast.bench.client.RdpClient connect(Server server, String user)
            throws IOException {
        return holdfast.bench.client.RdpClient.connect(
                new InetSocketAddress("127.0.0.1", server.port()),
                new Login(user, Server.PASSWORD, 800, 600, 32));
    }
}
