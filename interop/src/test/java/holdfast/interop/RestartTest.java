package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server's process dies, and another one finds the sessions again. */
class RestartTest {
    private static Server server;
    private static ClientScreen screen;

    @BeforeAll
    static void start() {
        server = Server.start("", "patient", "automatic");
        screen = ClientScreen.open(840, 660);
    }

    @AfterAll
    static void stop() {
        screen.close();
        server.close();
    }

    @Test
    void aSessionIsThereAfterAKilledServerHasStartedAgain() {
        Server.Seen before;
        try (var client = RdpClient.xfreerdp().user("patient").start(screen, server.port())) {
            client.atShell(server);
            client.drawCard(2, 40);
            before = server.awaitSession("patient", "Active");
            server.kill();
        }

        server.startAgain();

        Server.Seen found = server.awaitSession("patient", "Disc");
        assertThat(found.id()).isEqualTo(before.id());
        assertThat(found.leaderPid()).isEqualTo(before.leaderPid());
        assertThat(server.events()).contains("ADOPTED");
        try (var client = RdpClient.rdesktop().user("patient").start(screen, server.port())) {
            client.awaitBar(2, 40);
            client.showsTheDesktop(server, found.id());
            client.drawCard(4, 40);
            client.showsTheDesktop(server, found.id());
        }
    }

    @Test
    void aClientComesBackByItsCookieWithoutAsking() {
        var how =
                RdpClient.xfreerdp("+auto-reconnect", "/auto-reconnect-max-retries:20")
                        .user("automatic");
        try (var client = how.start(screen, server.port())) {
            client.atShell(server);
            client.drawCard(3, 40);
            Server.Seen before = server.awaitSession("automatic", "Active");

            server.kill();
            server.startAgain();

            Server.Seen after = server.awaitSession("automatic", "Active");
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.leaderPid()).isEqualTo(before.leaderPid());
            assertThat(server.events()).contains("COOKIE_USED");
            client.drawCard(5, 40);
            client.showsTheDesktop(server, after.id());
        }
    }
}
