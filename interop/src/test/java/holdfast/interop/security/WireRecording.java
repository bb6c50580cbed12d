package holdfast.interop.security;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.interop.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What an independent dissector sees of connections to one address of this machine. */
final class WireRecording implements AutoCloseable {
    private static final String SEPARATOR = ";";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path packets;
    private final int firstPort;
    private final int lastPort;
    private final Program recorder;

    private WireRecording(Path packets, int firstPort, int lastPort, Program recorder) {
        this.packets = packets;
        this.firstPort = firstPort;
        this.lastPort = lastPort;
        this.recorder = recorder;
    }

    static WireRecording start(Path folder, String address, int firstPort, int lastPort) {
        Path packets = folder.resolve("packets.pcapng");
        var recorder =
                Program.start(
                        folder.resolve("dumpcap.log"),
                        Map.of(),
                        List.of(
                                "dumpcap",
                                "-q",
                                "-i",
                                "lo",
                                "-f",
                                "host %s and tcp portrange %d-%d"
                                        .formatted(address, firstPort, lastPort),
                                "-w",
                                packets.toString()));
        Awaitility.await("the recorder records")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(packets) || !recorder.isAlive());
        assertThat(recorder.isAlive()).as(recorder.output()).isTrue();
        return new WireRecording(packets, firstPort, lastPort, recorder);
    }

    /** Ends the recording; what was seen of the last connection to each port. */
    Map<Integer, SeenConnection> lastOfEachPort() {
        recorder.signal("INT");
        recorder.awaitEnd(Duration.ofSeconds(30));
        // The dissector follows either the negotiation into RDP or its own nose into TLS.
        var tls =
                CompletableFuture.supplyAsync(() ->
                        dissect(
                                        List.of("-o", "tcp.try_heuristic_first:TRUE"),
                                        SeenConnection.TLS_FIELDS)
                                .toList());
        Stream<String[]> rdp =
                dissect(
                        List.of("-d", "tcp.port==" + firstPort + "-" + lastPort + ",tpkt"),
                        SeenConnection.RDP_FIELDS);
        var connections = new TreeMap<Integer, SeenConnection>();
        rdp.forEach(packet -> connection(connections, packet).sawRdp(values(packet)));
        tls.join().forEach(packet -> connection(connections, packet).sawTls(values(packet)));

        var ports = new TreeMap<Integer, SeenConnection>();
        connections.values().forEach(one -> ports.put(one.port(), one));
        return ports;
    }

    private SeenConnection connection(Map<Integer, SeenConnection> all, String[] packet) {
        int from = Integer.parseInt(packet[0]);
        int to = Integer.parseInt(packet[1]);
        boolean fromServer = from >= firstPort && from <= lastPort;
        return all.computeIfAbsent(
                        Integer.valueOf(packet[2]), _ -> new SeenConnection(fromServer ? from : to))
                .packet(fromServer);
    }

    private static List<String> values(String[] packet) {
        return Arrays.asList(packet).subList(3, packet.length);
    }

    /** Each packet with its ports, the number of its connection, and the fields' values. */
    private Stream<String[]> dissect(List<String> decode, List<String> fields) {
        List<String> command = new ArrayList<>(List.of("tshark", "-r", packets.toString()));
        command.addAll(decode);
        command.addAll(List.of("-Y", "tcp.len>0", "-T", "fields", "-E", "separator=" + SEPARATOR));
        Stream.concat(Stream.of("tcp.srcport", "tcp.dstport", "tcp.stream"), fields.stream())
                .forEach(field -> command.addAll(List.of("-e", field)));
        return Program.run(PATIENCE, Map.of(), command)
                .output()
                .lines()
                .filter(line -> line.matches("\\d+;\\d+;\\d+;.*"))
                .map(line -> line.split(SEPARATOR, -1));
    }

    @Override
    public void close() {
        recorder.close();
    }
}
