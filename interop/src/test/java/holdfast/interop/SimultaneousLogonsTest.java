package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Many clients of one user at the same moment. */
class SimultaneousLogonsTest {
    private static final int CLIENTS = 50;

    @Test
    void fiftyLogonsOfOneUserMakeOneSession() {
        List<ConnectedClient> clients = new ArrayList<>();
        // All from one address, as from behind one router.
        String settings = "[machine]\nthrottle.incomplete-connections-per-address = 100\n";
        try (var server = Server.start(settings, Server.USER);
                var screen = ClientScreen.open(640, 480)) {
            var how = RdpClient.xfreerdp().size(320, 240);
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(how.start(screen, server.port()));
            }

            Awaitility.await("one client stays")
                    .atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() ->
                            clients.stream().filter(c -> c.program().isAlive()).count() == 1
                                    && server.sessions(Server.USER).size() == 1);

            server.awaitSession(Server.USER, "Active");
            assertThat(Collections.frequency(server.events(), "RESERVED")).isEqualTo(1);
            assertThat(Collections.frequency(server.events(), "SHELL_STARTED")).isEqualTo(1);
            assertThat(Collections.frequency(server.events(), "AUTHENTICATED")).isEqualTo(CLIENTS);
            assertThat(server.log()).doesNotContain("ERROR");
        } finally {
            clients.forEach(ConnectedClient::close);
        }
    }
}
