package holdfast.interop;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import holdfast.logon.OsUsers;
import holdfast.logon.accounts.AccountException;
import holdfast.logon.accounts.AccountOptions;
import holdfast.logon.accounts.LocalAccounts;
import holdfast.operator.control.ControlClient;
import holdfast.operator.control.ControlRefusal;
import holdfast.operator.control.ControlRequest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;

/** The running program, in a process and a data folder of its own. */
final class Server implements AutoCloseable {
    static final String USER = "tester";
    static final String PASSWORD = "Correct-Horse7";

    private static final Pattern READY =
            Pattern.compile(
                    "Holdfast is ready: rdp://127\\.0\\.0\\.1:(\\d+) \\(connection (\\S+)\\)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder = Folders.make("server");
    private final Map<String, Integer> ports = new HashMap<>();
    private Program program;
    private int starts;

    private Server(String settings, List<String> users) {
        Folders.write(data().resolve("config/settings.toml"), settings);
        Folders.write(folder.resolve("shell"), Card.SCRIPT);
        users.forEach(this::addUser);
        program = run(0);
    }

    static Server start() {
        return start("", USER);
    }

    /** Starts with a settings file and accounts of the same password. */
    static Server start(String settings, String... users) {
        return new Server(settings, List.of(users));
    }

    /** The command line of {@code ./holdfast} without its search for a JDK. */
    static List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:+UseSerialGC",
                                "-Dholdfast.fips.module="
                                        + Path.of("../app/target/fips-module").toAbsolutePath(),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                "holdfast.app.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A port that nothing listens on. */
    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addUser(String name) {
        try {
            LocalAccounts.in(data(), OsUsers.ofThisMachine(), InstantSource.system())
                    .add(
                            name,
                            PASSWORD.toCharArray(),
                            AccountOptions.STANDARD.withOsUser(
                                    Optional.of(System.getProperty("user.name"))));
        } catch (AccountException e) {
            throw new AssertionError(e);
        }
    }

    private Program run(int port) {
        starts++;
        var started =
                Program.start(
                        folder.resolve("server-" + starts + ".log"),
                        Map.of("HISTFILE", "/dev/null"),
                        command(
                                "run",
                                "--listen",
                                "127.0.0.1:" + port,
                                "--data",
                                data().toString(),
                                "--desktop",
                                "console"));
        Awaitility.await("the ready line")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    if (!started.isAlive()) {
                        throw new AssertionError("no start:\n" + started.output());
                    }
                    return READY.matcher(started.output()).find();
                });
        Matcher ready = READY.matcher(started.output());
        while (ready.find()) {
            ports.put(ready.group(2), Integer.parseInt(ready.group(1)));
        }
        return started;
    }

    Path data() {
        return folder.resolve("data");
    }

    Path folder() {
        return folder;
    }

    long pid() {
        return program.pid();
    }

    String log() {
        return program.output();
    }

    /** The port of the first connection. */
    int port() {
        return port("rdp-tcp");
    }

    int port(String connection) {
        return ports.get(connection);
    }

    /** The server's process ends without a chance to clean up. */
    void kill() {
        program.kill();
    }

    /** The server ends in good order; its sessions go on. */
    void stop() {
        program.signal("TERM");
        program.awaitEnd(Duration.ofSeconds(30));
    }

    /** Another process on the same data folder and the same port. */
    void startAgain() {
        program = run(port());
    }

    List<JsonElement> ask(String command, Map<String, String> options) {
        try {
            return new ControlClient(data().resolve("control.sock"))
                    .call(new ControlRequest(command, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ControlRefusal e) {
            throw new AssertionError(command + ": " + e.getMessage(), e);
        }
    }

    /** A session as {@code query session} shows it. */
    record Seen(int id, String user, String state, String client, long leaderPid) {}

    /** Every session of a user. */
    List<Seen> sessions(String user) {
        return ask("query session", Map.of()).stream()
                .map(JsonElement::getAsJsonObject)
                .map(row ->
                        new Seen(
                                row.get("id").getAsInt(),
                                row.get("user").getAsString(),
                                row.get("state").getAsString(),
                                row.get("client").getAsString(),
                                row.get("leaderPid").getAsLong()))
                .filter(session -> session.user().equals(user))
                .toList();
    }

    /** The one session of a user, once it is in this state. */
    Seen awaitSession(String user, String state) {
        Awaitility.await("session of " + user + " is " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    List<Seen> all = sessions(user);
                    return all.size() == 1 && all.getFirst().state().equals(state);
                });
        return sessions(user).getFirst();
    }

    void awaitNoSession(String user) {
        Awaitility.await("no session of " + user)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sessions(user).isEmpty());
    }

    /** The kinds of the events on record, oldest first. */
    List<String> events() {
        return ask("events", Map.of("last", "10000")).stream()
                .map(JsonElement::getAsJsonObject)
                .map((JsonObject event) -> event.get("kind").getAsString())
                .toList();
    }

    /** What a session's desktop shows. */
    BufferedImage picture(int session) {
        String png =
                ask("picture", Map.of("session", Integer.toString(session)))
                        .getFirst()
                        .getAsString();
        try {
            return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(png)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends a user's session, so that the next logon makes another. */
    void reset(String user) {
        sessions(user)
                .forEach(
                        session -> ask("reset", Map.of("session", Integer.toString(session.id()))));
        awaitNoSession(user);
    }

    @Override
    public void close() {
        if (program.isAlive()) {
            ask("query session", Map.of()).stream()
                    .map(JsonElement::getAsJsonObject)
                    .filter(row -> row.get("leaderPid").getAsLong() > 0)
                    .forEach(row -> ask("reset", Map.of("session", row.get("id").getAsString())));
            stop();
        }
        endWhatWorksIn(data());
        Folders.remove(folder);
    }

    /** Ends processes that outlive the server on purpose: their working folder tells them. */
    static void endWhatWorksIn(Path folder) {
        ProcessHandle.allProcesses()
                .filter(process -> {
                    try {
                        return Files.readSymbolicLink(
                                        Path.of("/proc", Long.toString(process.pid()), "cwd"))
                                .startsWith(folder);
                    } catch (IOException notOurs) {
                        return false;
                    }
                })
                .forEach(process -> {
                    process.destroyForcibly();
                    process.onExit().join();
                });
    }
}
