package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server's process dies, and another one finds the sessions again. */
class RestartTest {
    @RegisterExtension
    private static final Workplace here = Workplace.with("", "patient", "automatic");

    @Test
    void aSessionIsThereAfterAKilledServerHasStartedAgain() {
        Server.Seen before;
        try (var client = RdpClient.xfreerdp().user("patient").start(here)) {
            client.atShell(here.server());
            client.drawCard(2, 40);
            before = here.server().awaitSession("patient", "Active");
            here.server().kill();
        }

        here.server().startAgain();

        Server.Seen found = here.server().awaitSession("patient", "Disc");
        assertThat(found.id()).isEqualTo(before.id());
        assertThat(found.leaderPid()).isEqualTo(before.leaderPid());
        assertThat(here.server().events()).contains("ADOPTED");
        try (var client = RdpClient.rdesktop().user("patient").start(here)) {
            client.awaitBar(2, 40);
            client.showsTheDesktop(here.server(), found.id());
            client.drawCard(4, 40);
            client.showsTheDesktop(here.server(), found.id());
        }
    }

    @Test
    void aClientComesBackByItsCookieWithoutAsking() {
        var how =
                RdpClient.xfreerdp("+auto-reconnect", "/auto-reconnect-max-retries:20")
                        .user("automatic");
        try (var client = how.start(here)) {
            client.atShell(here.server());
            client.drawCard(3, 40);
            Server.Seen before = here.server().awaitSession("automatic", "Active");

            here.server().kill();
            here.server().startAgain();

            Server.Seen after = here.server().awaitSession("automatic", "Active");
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.leaderPid()).isEqualTo(before.leaderPid());
            assertThat(here.server().events()).contains("COOKIE_USED");
            client.drawCard(5, 40);
            client.showsTheDesktop(here.server(), after.id());
        }
    }
}
