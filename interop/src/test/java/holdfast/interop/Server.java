package holdfast.interop;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;

/** The running program, in a process and a data folder of its own. */
public final class Server implements AutoCloseable {
    public static final String USER = "tester";
    public static final String PASSWORD = ServerProgram.PASSWORD;

    private static final Pattern READY =
            Pattern.compile(
                    "Holdfast is ready: rdp://127\\.0\\.0\\.1:(\\d+) \\(connection (\\S+)\\)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder = Folders.make("server");
    private final SessionUser user = SessionUser.make();
    private final List<String> options;
    private final Map<String, Integer> ports = new HashMap<>();
    private Program program;
    private int starts;

    private Server(String settings, List<String> options, List<String> users) {
        this.options = options;
        Folders.write(data().resolve("config/settings.toml"), settings);
        Folders.write(folder.resolve("shell"), Card.SCRIPT);
        users.forEach(name -> ServerProgram.addAccount(data(), name, user.name()));
        program = run(0);
    }

    static Server start() {
        return start("", USER);
    }

    /** Starts with a settings file and accounts of the same password. */
    public static Server start(String settings, String... users) {
        return new Server(settings, List.of(), List.of(users));
    }

    /** The same, with more options of {@code holdfast run}. */
    static Server start(String settings, List<String> options, String... users) {
        return new Server(settings, options, List.of(users));
    }

    /** A port that nothing listens on. */
    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Program run(int port) {
        starts++;
        var started =
                Program.start(
                        folder.resolve("server-" + starts + ".log"),
                        Map.of("HISTFILE", "/dev/null"),
                        command(port));
        ServerProgram.awaitReady(started);
        Matcher ready = READY.matcher(started.output());
        while (ready.find()) {
            ports.put(ready.group(2), Integer.parseInt(ready.group(1)));
        }
        return started;
    }

    private List<String> command(int port) {
        List<String> command = ServerProgram.run(port, data(), "console");
        command.addAll(options);
        return command;
    }

    /** Runs a command on the server's data folder. */
    Program.Result run(String... arguments) {
        List<String> command = ServerProgram.command(arguments);
        command.addAll(List.of("--data", data().toString()));
        return Program.run(PATIENCE, Map.of(), command);
    }

    Path data() {
        return folder.resolve("data");
    }

    Path folder() {
        return folder;
    }

    /** Where the programs of its sessions may write. */
    Path home() {
        return user.home();
    }

    long pid() {
        return program.pid();
    }

    String log() {
        return program.output();
    }

    /** The port of the first connection. */
    public int port() {
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
            return ServerProgram.ask(data(), command, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A session as {@code query session} shows it. */
    public record Seen(int id, String user, String state, String client, long leaderPid) {}

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
    public Seen awaitSession(String user, String state) {
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
    public List<String> events() {
        return ask("events", Map.of("last", "10000")).stream()
                .map(JsonElement::getAsJsonObject)
                .map((JsonObject event) -> event.get("kind").getAsString())
                .toList();
    }

    /** What a session's desktop shows. */
    public BufferedImage picture(int session) {
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
        ServerProgram.endWhatWorksIn(data());
        user.close();
        Folders.remove(folder);
    }
}
