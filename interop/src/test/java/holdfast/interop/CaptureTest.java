package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An independent dissector reads every packet of ours. */
class CaptureTest {
    @RegisterExtension
    private static final Workplace here =
            Workplace.with(
                    """
                    [connection.rdp-tcp]
                    connection.listen = ["127.0.0.1"]
                    [connection.clear]
                    connection.listen = ["127.0.0.1"]
                    connection.port = %d
                    security.layer = "rdp"
                    security.encryption-level = "low"
                    """
                            .formatted(Server.freePort()),
                    "sealed",
                    "clear");

    @Test
    void whatATlsClientIsSentIsWellFormed() {
        Path keys = here.screen().folder().resolve("keys");
        Map<String, String> environment = new HashMap<>(here.screen().environment());
        environment.put("HOME", here.screen().folder().toString());
        environment.put("SSLKEYLOGFILE", keys.toString());
        int port = here.server().port();

        Path packets = capture(port, RdpClient.rdesktop().user("sealed"), environment);

        List<String> decode =
                List.of(
                        "-o",
                        "tls.keylog_file:" + keys,
                        "-d",
                        "tcp.port==" + port + ",tls",
                        "-d",
                        "tls.port==" + port + ",tpkt");
        wellFormed(packets, port, decode);
    }

    /** At level low the server's direction is in clear, so all of it can be read. */
    @Test
    void whatAClientOfStandardSecurityIsSentIsWellFormed() {
        Map<String, String> environment = new HashMap<>(here.screen().environment());
        environment.put("HOME", here.screen().folder().toString());
        int port = here.server().port("clear");

        Path packets = capture(port, RdpClient.xfreerdp("/sec:rdp").user("clear"), environment);

        wellFormed(packets, port, List.of("-d", "tcp.port==" + port + ",tpkt"));
    }

    private static void wellFormed(Path packets, int port, List<String> decode) {
        String fromServer = "tcp.srcport==" + port;
        assertThat(tshark(packets, decode, fromServer + " && t125"))
                .as("the dissector gets as far as T.125")
                .hasSizeGreaterThan(5);
        assertThat(tshark(packets, decode, fromServer + " && rdp"))
                .as("the dissector gets as far as RDP")
                .hasSizeGreaterThan(2);
        assertThat(tshark(packets, decode, fromServer + " && _ws.malformed")).isEmpty();
    }

    private static List<String> tshark(Path packets, List<String> decode, String filter) {
        List<String> command = new ArrayList<>(List.of("tshark", "-r", packets.toString()));
        command.addAll(decode);
        command.addAll(List.of("-Y", filter));
        return Program.run(Duration.ofSeconds(60), Map.of(), command)
                .output()
                .lines()
                .filter(line -> line.contains("127.0.0.1"))
                .toList();
    }

    /** One visit from logon to disconnection, recorded. */
    private static Path capture(int port, RdpClient how, Map<String, String> environment) {
        Path packets = here.screen().folder().resolve("packets-" + port + ".pcapng");
        try (var recorder =
                Program.start(
                        here.screen().folder().resolve("dumpcap-" + port + ".log"),
                        Map.of(),
                        List.of(
                                "dumpcap",
                                "-q",
                                "-i",
                                "lo",
                                "-f",
                                "tcp port " + port,
                                "-w",
                                packets.toString()))) {
            Awaitility.await("the recorder records")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> Files.exists(packets) || !recorder.isAlive());
            assumeTrue(recorder.isAlive(), "packets may not be captured here");
            try (var client = how.start(here.screen(), port, environment)) {
                client.atShell(here.server());
                client.drawCard(3, 40);
                client.line("exit");
                client.program().awaitEnd(Duration.ofSeconds(20));
            }
            recorder.signal("INT");
            recorder.awaitEnd(Duration.ofSeconds(10));
        }
        return packets;
    }
}
