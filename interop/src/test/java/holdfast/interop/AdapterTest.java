package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.operator.control.ControlClient;
import holdfast.operator.control.ControlRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that listens on a network adapter by its name, in a network of the test's own. */
class AdapterTest {
    private static final int PORT = 3389;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String network = "hfa" + Long.toString(ProcessHandle.current().pid(), 36);
    private Path folder;

    @BeforeEach
    void makeNetwork() {
        folder = Folders.make("adapter");
        ip("netns", "add", network);
        ip("-n", network, "link", "set", "lo", "up");
        addAdapter();
    }

    @AfterEach
    void removeNetwork() {
        ip("netns", "del", network);
        ServerProgram.endWhatWorksIn(folder);
        Folders.remove(folder);
    }

    @Test
    void followsTheAdaptersAddressesAndWaitsForItWhenItIsGone() throws Exception {
        Folders.write(
                folder.resolve("data/config/settings.toml"),
                """
                [machine]
                account.first = 0
                [connection.office]
                connection.adapter = "office0"
                """);
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", network));
        command.addAll(
                ServerProgram.command(
                        "run",
                        "--data",
                        folder.resolve("data").toString(),
                        "--desktop",
                        "console"));
        try (var server = Program.start(folder.resolve("log"), Map.of(), command)) {
            awaitAnswer("10.79.0.1", true);

            ip("-n", network, "address", "add", "10.79.0.9/24", "dev", "office0");
            awaitAnswer("10.79.0.9", true);
            ip("-n", network, "address", "del", "10.79.0.1/24", "dev", "office0");
            ip("-n", network, "address", "add", "10.79.0.1/24", "dev", "lo");
            awaitAnswer("10.79.0.1", false);

            ip("-n", network, "link", "del", "office0");
            Awaitility.await("the vanished adapter is an event")
                    .atMost(PATIENCE)
                    .until(() -> events().contains("LISTENER_FAILED"));
            ip("-n", network, "address", "del", "10.79.0.1/24", "dev", "lo");
            addAdapter();
            awaitAnswer("10.79.0.1", true);
            assertThat(server.isAlive()).isTrue();
        }
    }

    private void addAdapter() {
        ip("-n", network, "link", "add", "office0", "type", "veth", "peer", "name", "far0");
        ip("-n", network, "address", "add", "10.79.0.1/24", "dev", "office0");
        ip("-n", network, "link", "set", "office0", "up");
        ip("-n", network, "link", "set", "far0", "up");
    }

    private void awaitAnswer(String address, boolean answered) {
        Awaitility.await(address + (answered ? " is" : " is not") + " listened on")
                .atMost(PATIENCE)
                .until(() -> answers(address) == answered);
    }

    private boolean answers(String address) {
        return Program.run(
                                Duration.ofSeconds(20),
                                Map.of(),
                                List.of(
                                        "ip",
                                        "netns",
                                        "exec",
                                        network,
                                        "timeout",
                                        "5",
                                        "bash",
                                        "-c",
                                        "</dev/tcp/" + address + "/" + PORT))
                        .exitStatus()
                == 0;
    }

    private List<String> events() throws Exception {
        return new ControlClient(folder.resolve("data/control.sock"))
                .call(new ControlRequest("events", Map.of("last", "1000"))).stream()
                        .map(event -> event.getAsJsonObject().get("kind").getAsString())
                        .toList();
    }

    private static void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        var done = Program.run(Duration.ofSeconds(20), Map.of(), command);
        assertThat(done.exitStatus()).as(command + ": " + done.output()).isZero();
    }
}
