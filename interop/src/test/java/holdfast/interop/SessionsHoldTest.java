package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.graphics.bitmap.ColorDepth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever happens to the connection, the session holds, and its user gets it back. */
class SessionsHoldTest {
    /** ERRINFO codes as xfreerdp's exit status: [MS-RDPBCGR] 2.2.5.1.1. */
    private static final int DISCONNECTED_BY_OTHERCONNECTION = 5;

    private static final int LOGOFF_BY_USER = 12;

    @RegisterExtension
    private static final Workplace here =
            Workplace.with(
                    """
                    [machine]
                    keepalive.ask-after = "1s"
                    keepalive.broken-after = "3s"
                    """,
                    "killed",
                    "closed",
                    "cut",
                    "frozen",
                    "taken",
                    "leaving");

    private static ClientScreen otherScreen;

    @BeforeAll
    static void start() {
        otherScreen = ClientScreen.open(1064, 808);
    }

    @AfterAll
    static void stop() {
        otherScreen.close();
    }

    @Test
    void aClientThatIsKilledComesBackToItsRunningPrograms() {
        try (var client = RdpClient.xfreerdp().user("killed").start(here)) {
            Server.Seen before = working(client, 1);
            client.program().kill();
            comesBack(before, RdpClient.rdesktop("-4").depth(ColorDepth.PALETTE_8), 1);
        }
    }

    @Test
    void aClosedWindowDisconnectsAtOnce() {
        var how = RdpClient.xfreerdp("-grab-keyboard").user("closed");
        try (var windows = windowManager();
                var client = how.start(here)) {
            Server.Seen before = working(client, 2);
            Awaitility.await("the window is closed by its manager")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        here.screen().press(400, 300, "alt+F4");
                        return windows.isAlive() && !client.program().isAlive();
                    });
            comesBack(before, RdpClient.xfreerdp("/sec:rdp").depth(ColorDepth.RGB_16), 2);
        }
    }

    private static Program windowManager() {
        Map<String, String> environment = new HashMap<>(here.screen().environment());
        environment.put("HOME", here.screen().folder().toString());
        return Program.start(
                here.screen().folder().resolve("openbox.log"), environment, List.of("openbox"));
    }

    @Test
    void aCutConnectionLeavesTheSessionDisconnected() {
        try (var relay = Relay.to(here.server().port());
                var client = RdpClient.rdesktop().user("cut").start(here.screen(), relay.port())) {
            Server.Seen before = working(client, 3);
            relay.cut();
            comesBack(before, RdpClient.xfreerdp(), 3);
        }
    }

    @Test
    void aConnectionThatIsSilentIsFoundOut() {
        try (var relay = Relay.to(here.server().port());
                var client =
                        RdpClient.xfreerdp().user("frozen").start(here.screen(), relay.port())) {
            Server.Seen before = working(client, 4);
            relay.freeze();
            comesBack(before, RdpClient.xfreerdp(), 4);
            assertThat(here.server().events()).contains("SILENCE_BEGAN", "BROKEN");
        }
    }

    @Test
    void aSecondClientTakesTheSessionOverAndTheFirstIsToldSo() {
        try (var first = RdpClient.xfreerdp().user("taken").start(here)) {
            Server.Seen before = working(first, 5);
            try (var second =
                    RdpClient.rdesktop()
                            .user("taken")
                            .size(1024, 768)
                            .start(otherScreen, here.server().port())) {
                assertThat(first.exitStatus()).isEqualTo(DISCONNECTED_BY_OTHERCONNECTION);
                second.awaitBar(5, 40);
                Server.Seen after = here.server().awaitSession("taken", "Active");
                assertThat(after.id()).isEqualTo(before.id());
                assertThat(after.leaderPid()).isEqualTo(before.leaderPid());
                second.showsTheDesktop(here.server(), after.id());
            }
        }
    }

    @Test
    void theEndOfTheShellEndsTheSession() {
        try (var client = RdpClient.xfreerdp().user("leaving").start(here)) {
            client.atShell(here.server());
            client.line("exit");
            assertThat(client.exitStatus()).isEqualTo(LOGOFF_BY_USER);
            here.server().awaitNoSession("leaving");
        }
    }

    /** Logs on, starts a program that counts, and draws a card. */
    private static Server.Seen working(ConnectedClient client, int number) {
        client.atShell(here.server());
        client.line("count " + counter(number));
        client.drawCard(number, 40);
        return here.server().awaitSession(client.how().user(), "Active");
    }

    /** The session is disconnected, its program counts on, and another client is shown it. */
    private static void comesBack(Server.Seen before, RdpClient other, int number) {
        Server.Seen alone = here.server().awaitSession(before.user(), "Disc");
        assertThat(alone.id()).isEqualTo(before.id());
        countsOn(number);
        RdpClient how = other.user(before.user()).size(1024, 768);
        try (var client = how.start(otherScreen, here.server().port())) {
            client.awaitBar(number, 40);
            Server.Seen after = here.server().awaitSession(before.user(), "Active");
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.leaderPid()).isEqualTo(before.leaderPid());
            client.showsTheDesktop(here.server(), after.id());
        }
        countsOn(number);
    }

    private static Path counter(int number) {
        return here.server().home().resolve("counter-" + number);
    }

    private static void countsOn(int number) {
        long before = size(counter(number));
        Awaitility.await("the counter goes on")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> size(counter(number)) > before);
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
