package holdfast.interop.faults;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import holdfast.interop.Folders;
import holdfast.interop.Program;
import holdfast.interop.ServerProgram;
import holdfast.interop.SessionUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The running program in the network's server, with a listener for whatever clients negotiate and
 * one for standard RDP security only. Its wall clock can be moved where libfaketime is installed.
 */
final class FaultServer implements Host {
    static final String PASSWORD = ServerProgram.PASSWORD;

    private static final Path LIBFAKETIME =
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

    private final Path folder = Folders.make("faults");
    private final SessionUser worker = SessionUser.make();
    private final Network network;
    private final int port;
    private final Path clock = folder.resolve("clock");
    private final boolean movable;
    private Program program;
    private int starts;

    private FaultServer(
            Network network, int port, boolean movable, String settings, List<String> users) {
        this.network = network;
        this.port = port;
        this.movable = movable;
        Folders.write(
                data().resolve("config/settings.toml"),
                """
                [connection.RDP-Tcp]
                connection.listen = ["%1$s:%2$d"]

                [connection.Plain]
                connection.listen = ["%1$s:%3$d"]
                security.layer = "rdp"

                %4$s
                """
                        .formatted(Network.SERVER_ADDRESS, port, plainPort(), settings));
        Folders.write(folder.resolve("w"), Work.SCRIPT);
        Folders.write(clock, "+0\n");
        users.forEach(user -> ServerProgram.addAccount(data(), user, worker.name()));
        program = run();
    }

    static FaultServer start(Network network, int port, List<String> users) {
        return new FaultServer(network, port, false, "", users);
    }

    static FaultServer start(Network network, int port, String settings, List<String> users) {
        return new FaultServer(network, port, false, settings, users);
    }

    /** One whose clock {@link #moveClock} moves. */
    static FaultServer startWithMovableClock(Network network, int port, List<String> users) {
        return new FaultServer(network, port, true, "", users);
    }

    static boolean clocksAreMovable() {
        return Files.exists(LIBFAKETIME);
    }

    private Program run() {
        starts++;
        Map<String, String> environment = new HashMap<>();
        environment.put("HISTFILE", "/dev/null");
        if (movable) {
            environment.put("LD_PRELOAD", LIBFAKETIME.toString());
            environment.put("FAKETIME_TIMESTAMP_FILE", clock.toString());
            environment.put("FAKETIME_NO_CACHE", "1");
            environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            environment.put("DONT_FAKE_MONOTONIC", "1");
        }
        List<String> command = new ArrayList<>();
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.addFirst("env");
        command.addAll(
                ServerProgram.command("run", "--data", data().toString(), "--desktop", "console"));
        Program started =
                Program.start(
                        folder.resolve("server-" + starts + ".log"),
                        Map.of(),
                        network.atServer(command));
        ServerProgram.awaitReady(started);
        return started;
    }

    @Override
    public int port() {
        return port;
    }

    /** The port of the listener that knows standard RDP security only. */
    @Override
    public int plainPort() {
        return port + 1;
    }

    @Override
    public Path folder() {
        return folder;
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** The line that starts a session's work. */
    @Override
    public String workLine(String user, boolean quiet) {
        return Work.line(folder.resolve("w"), work(user).log(), quiet);
    }

    @Override
    public Work work(String user) {
        return new Work(worker.home().resolve("c-" + user));
    }

    void kill() {
        program.kill();
    }

    void startAgain() {
        program = run();
    }

    void freeze() {
        program.signal("STOP");
    }

    void thaw() {
        program.signal("CONT");
    }

    /** Puts the server's wall clock this far from the machine's. */
    void moveClock(Duration offset) {
        Folders.write(clock, "%+d\n".formatted(offset.toSeconds()));
    }

    @Override
    public String log() {
        return program.output();
    }

    /** What a command answers; nothing while the server does not answer at all. */
    List<JsonObject> ask(String command, Map<String, String> options) {
        try {
            return ServerProgram.ask(data(), command, options).stream()
                    .filter(JsonElement::isJsonObject)
                    .map(JsonElement::getAsJsonObject)
                    .toList();
        } catch (IOException notThere) {
            return List.of();
        }
    }

    @Override
    public List<Seen> sessions() {
        return ask("query session", Map.of()).stream()
                .map(row ->
                        new Seen(
                                row.get("id").getAsInt(),
                                row.get("user").getAsString(),
                                row.get("state").getAsString(),
                                row.get("address").getAsString()))
                .filter(session -> !session.user().isEmpty())
                .toList();
    }

    /** The events of a user, oldest first. */
    @Override
    public List<JsonObject> events(String user) {
        return ask("events", Map.of("last", "1000", "user", user));
    }

    @Override
    public void close() {
        if (program.isAlive()) {
            thaw();
            sessions()
                    .forEach(session ->
                            ask("reset", Map.of("session", Integer.toString(session.id()))));
        }
        program.close();
        ServerProgram.endWhatWorksIn(data());
        worker.close();
        Folders.remove(folder);
    }
}
