package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.graphics.bitmap.ColorDepth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever client, security layer, colour depth and compression: one logs on, types, and what its
 * screen shows is what the desktop shows, pixel by pixel.
 */
class ClientsShowTheDesktopTest {
    /** The connection that knows nothing but standard RDP security. */
    private static final String OLD = "old";

    private static Server server;
    private static ClientScreen screen;

    @BeforeAll
    static void start() {
        server =
                Server.start(
                        """
                        [connection.rdp-tcp]
                        connection.listen = ["127.0.0.1"]
                        [connection.old]
                        connection.listen = ["127.0.0.1"]
                        connection.port = %d
                        security.layer = "rdp"
                        """
                                .formatted(Server.freePort()),
                        Server.USER);
        screen = ClientScreen.open(840, 660);
    }

    @AfterAll
    static void stop() {
        screen.close();
        server.close();
    }

    static List<Arguments> clients() {
        return Boolean.getBoolean("holdfast.long") ? everyClient() : someClients();
    }

    private static List<Arguments> someClients() {
        return numbered(
                List.of(
                        to(
                                "rdp-tcp",
                                RdpClient.xfreerdp("-compression").depth(ColorDepth.PALETTE_8)),
                        to("rdp-tcp", RdpClient.xfreerdp("+compression").depth(ColorDepth.RGB_16)),
                        to("rdp-tcp", RdpClient.xfreerdp("-compression").depth(ColorDepth.RGB_24)),
                        to("rdp-tcp", RdpClient.xfreerdp("+compression").depth(ColorDepth.RGB_32)),
                        to("rdp-tcp", RdpClient.xfreerdp("-compression").size(817, 603)),
                        to(
                                OLD,
                                RdpClient.xfreerdp("/sec:rdp", "+compression")
                                        .depth(ColorDepth.PALETTE_8)),
                        to(
                                OLD,
                                RdpClient.xfreerdp("/sec:rdp", "-compression")
                                        .depth(ColorDepth.RGB_15)),
                        to(
                                OLD,
                                RdpClient.xfreerdp("/sec:rdp", "+compression")
                                        .depth(ColorDepth.RGB_24)),
                        to(OLD, RdpClient.xfreerdp("/sec:rdp", "-compression")),
                        to("rdp-tcp", RdpClient.rdesktop().depth(ColorDepth.PALETTE_8)),
                        to("rdp-tcp", RdpClient.rdesktop("-z").depth(ColorDepth.RGB_16)),
                        to("rdp-tcp", RdpClient.rdesktop("-z").depth(ColorDepth.RGB_32)),
                        to(OLD, RdpClient.rdesktop("-z").depth(ColorDepth.RGB_15)),
                        to(OLD, RdpClient.rdesktop()),
                        to("rdp-tcp", RdpClient.rdesktop("-4").depth(ColorDepth.PALETTE_8))));
    }

    private static List<Arguments> everyClient() {
        List<Target> all = new ArrayList<>();
        for (ColorDepth depth : ColorDepth.values()) {
            for (String compression : List.of("-compression", "+compression")) {
                all.add(to("rdp-tcp", RdpClient.xfreerdp("/sec:tls", compression).depth(depth)));
                all.add(to("rdp-tcp", RdpClient.xfreerdp("/sec:rdp", compression).depth(depth)));
                all.add(to(OLD, RdpClient.xfreerdp("/sec:rdp", compression).depth(depth)));
            }
            all.add(to("rdp-tcp", RdpClient.rdesktop().depth(depth)));
            all.add(to("rdp-tcp", RdpClient.rdesktop("-z").depth(depth)));
            all.add(to(OLD, RdpClient.rdesktop().depth(depth)));
            all.add(to(OLD, RdpClient.rdesktop("-z").depth(depth)));
        }
        return numbered(all);
    }

    private record Target(String connection, RdpClient client) {}

    private static Target to(String connection, RdpClient client) {
        return new Target(connection, client);
    }

    private static List<Arguments> numbered(List<Target> targets) {
        List<Arguments> all = new ArrayList<>();
        for (Target target : targets) {
            all.add(Arguments.of(all.size(), target.client(), target.connection()));
        }
        return all;
    }

    @ParameterizedTest(name = "{1} to {2}")
    @MethodSource("clients")
    void aClientShowsWhatTheDesktopShows(int number, RdpClient how, String connection) {
        // Neighbours' bars differ in every depth, for they meet in the same session.
        int a = 1 + number % 2 * 14;
        int b = 2 + number % 14;
        try (var client = how.start(screen, server.port(connection))) {
            client.atShell(server);
            client.drawCard(a, b);
            client.showsTheDesktop(server, server.awaitSession(Server.USER, "Active").id());
        }
        server.awaitSession(Server.USER, "Disc");
        assertThat(server.log()).doesNotContain("ERROR");
    }
}
