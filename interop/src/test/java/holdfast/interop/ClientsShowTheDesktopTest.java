package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.graphics.bitmap.ColorDepth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
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

    @RegisterExtension
    private static final Workplace here =
            Workplace.with(
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
        try (var client = how.start(here.screen(), here.server().port(connection))) {
            client.atShell(here.server());
            client.drawCard(a, b);
            client.showsTheDesktop(
                    here.server(), here.server().awaitSession(Server.USER, "Active").id());
        }
        here.server().awaitSession(Server.USER, "Disc");
        assertThat(here.server().log()).doesNotContain("ERROR");
    }
}
