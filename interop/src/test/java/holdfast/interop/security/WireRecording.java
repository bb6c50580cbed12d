package holdfast.interop.security;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.interop.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** What an independent dissector sees of connections to one address of this machine. */
final class WireRecording implements AutoCloseable {
    private static final String SEPARATOR = ";";
    private static final List<String> FIELDS =
            List.of(
                    "tcp.srcport",
                    "tcp.stream",
                    "rdp.negReq.selectedProtocol",
                    "rdp.negFailure.failureCode",
                    "rdp.encryptionMethod");

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
                                "tcp and host " + address,
                                "-w",
                                packets.toString()));
        Awaitility.await("the recorder records")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(packets) || !recorder.isAlive());
        assertThat(recorder.isAlive()).as(recorder.output()).isTrue();
        return new WireRecording(packets, firstPort, lastPort, recorder);
    }

    /**
     * What one server's port was seen to do with the last connection to it.
     *
     * @param selected the protocol of an RDP Negotiation Response
     * @param failure the code of an RDP Negotiation Failure
     * @param method of standard RDP security that the server chose
     */
    record Seen(Optional<Integer> selected, Optional<Integer> failure, Optional<Integer> method) {
        static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty(), Optional.empty());

        /** As it stands in the table. */
        String words() {
            if (failure.isPresent()) {
                return "code " + failure.get();
            }
            if (method.isPresent()) {
                return switch (method.get()) {
                    case 0x01 -> "40 bit";
                    case 0x02 -> "128 bit";
                    case 0x08 -> "56 bit";
                    case 0x10 -> "FIPS";
                    default -> "method " + method.get();
                };
            }
            return switch (selected.orElse(0)) {
                case 0 -> "closed";
                case 1 -> "TLS";
                default -> "CredSSP";
            };
        }

        private Seen with(String[] fields) {
            return new Seen(
                    selected.or(() -> number(fields[2])),
                    failure.or(() -> number(fields[3])),
                    method.or(() -> number(fields[4])));
        }
    }

    /** Ends the recording; the ports with what was seen at each. */
    Map<Integer, Seen> seen() {
        recorder.signal("INT");
        recorder.awaitEnd(Duration.ofSeconds(30));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "tshark",
                                "-r",
                                packets.toString(),
                                "-d",
                                "tcp.port==" + firstPort + "-" + lastPort + ",tpkt",
                                "-T",
                                "fields",
                                "-E",
                                "separator=" + SEPARATOR,
                                "-Y",
                                "tcp.srcport>=" + firstPort + " && tcp.srcport<=" + lastPort));
        FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
        String printed = Program.run(Duration.ofSeconds(120), Map.of(), command).output();

        var streams = new TreeMap<Integer, Map.Entry<Integer, Seen>>();
        for (String line : printed.lines().filter(l -> l.matches("\\d+;\\d+;.*")).toList()) {
            String[] fields = line.split(SEPARATOR, -1);
            int stream = Integer.parseInt(fields[1]);
            Seen before = streams.getOrDefault(stream, Map.entry(0, Seen.NOTHING)).getValue();
            streams.put(stream, Map.entry(Integer.parseInt(fields[0]), before.with(fields)));
        }
        var ports = new TreeMap<Integer, Seen>();
        streams.values().forEach(one -> ports.put(one.getKey(), one.getValue()));
        return ports;
    }

    private static Optional<Integer> number(String field) {
        String first = field.split(",", -1)[0];
        return first.isEmpty() ? Optional.empty() : Optional.of(Integer.decode(first));
    }

    @Override
    public void close() {
        recorder.close();
    }
}
