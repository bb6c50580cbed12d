package holdfast.interop.x11;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import holdfast.interop.Program;
import holdfast.interop.ServerProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The program with X desktops, in a process and a data folder of its own. */
final class House implements AutoCloseable {
    static final String PASSWORD = ServerProgram.PASSWORD;

    private static final Pattern READY = Pattern.compile("rdp://127\\.0\\.0\\.1:(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder = Place.folder("house");
    private final String desktop;
    private final UnaryOperator<List<String>> launch;
    private Program server;
    private int port;
    private int starts;

    /** With an account of its own for each user. */
    House(MachineUser... users) {
        this("", "x11", UnaryOperator.identity(), users);
    }

    /** As a service of a machine that systemd has started. */
    static House serviceOf(SystemdMachine machine, String desktop, MachineUser... users) {
        return new House("", desktop, machine::service, users);
    }

    /** Whom PAM lets in by the rules of this service, by NLA after a first logon by TLS. */
    static House ofPam(String service) {
        return new House(
                """
                [machine]
                account.pam-service = "%s"
                logon.ntlm-enrolment = 1
                """
                        .formatted(service),
                "x11",
                UnaryOperator.identity());
    }

    /** Whose JVM keeps account of its native memory. */
    static House accounting(MachineUser... users) {
        return new House(
                "",
                "x11",
                command -> {
                    var all = new ArrayList<>(command);
                    all.add(1, "-XX:NativeMemoryTracking=summary");
                    return all;
                },
                users);
    }

    private House(
            String settings,
            String desktop,
            UnaryOperator<List<String>> launch,
            MachineUser... users) {
        this.desktop = desktop;
        this.launch = launch;
        try {
            Files.createDirectories(data().resolve("config"));
            Files.writeString(data().resolve("config/settings.toml"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List.of(users).forEach(this::add);
        server = run();
    }

    /** An account of its own for this user. */
    void add(MachineUser user) {
        ServerProgram.addAccount(data(), user.name(), user.name());
    }

    private Program run() {
        Path log = folder.resolve("server-" + starts++ + ".log");
        Program started =
                Program.start(
                        log, Map.of(), launch.apply(ServerProgram.run(port, data(), desktop)));
        ServerProgram.awaitReady(started);
        Matcher ready = READY.matcher(started.output());
        if (ready.find()) {
            port = Integer.parseInt(ready.group(1));
        }
        return started;
    }

    Path data() {
        return folder.resolve("data");
    }

    int port() {
        return port;
    }

    long pid() {
        return server.pid();
    }

    /** Ends the server without a chance to clean up; nothing else. */
    void kill() {
        server.kill();
    }

    void startAgain() {
        server = run();
    }

    List<JsonElement> ask(String command, Map<String, String> options) {
        try {
            return ServerProgram.ask(data(), command, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code query session} tells it. */
    record Seen(int id, String user, String state, long leader) {}

    List<Seen> sessions() {
        return ask("query session", Map.of()).stream()
                .map(JsonElement::getAsJsonObject)
                .filter(row -> !row.get("user").getAsString().isEmpty())
                .map(House::seen)
                .toList();
    }

    private static Seen seen(JsonObject row) {
        return new Seen(
                row.get("id").getAsInt(),
                row.get("user").getAsString(),
                row.get("state").getAsString(),
                row.get("leaderPid").getAsLong());
    }

    /** The one session of a user, once it is in this state. */
    Seen session(MachineUser user, String state) {
        Wait.until(
                () -> sessions().toString(),
                () -> {
                    List<Seen> all = of(user);
                    return all.size() == 1 && all.getFirst().state().equals(state);
                });
        return of(user).getFirst();
    }

    private List<Seen> of(MachineUser user) {
        return sessions().stream().filter(seen -> seen.user().equals(user.name())).toList();
    }

    /** What the events of one kind say, oldest first. */
    List<String> events(String kind) {
        return ask("events", Map.of("last", "1000")).stream()
                .map(JsonElement::getAsJsonObject)
                .filter(event -> event.get("kind").getAsString().equals(kind))
                .map(event -> event.get("detail").getAsString())
                .toList();
    }

    /** Ends the session of a user, if there is one. */
    void logOff(MachineUser user) {
        of(user).forEach(seen -> ask("reset", Map.of("session", Integer.toString(seen.id()))));
        Awaitility.await().atMost(PATIENCE).until(() -> of(user).isEmpty());
    }

    /** The X desktop of a user's session. */
    Inside inside(MachineUser user) {
        int id = of(user).getFirst().id();
        try (Stream<Path> folders = Files.list(data().resolve("x11"))) {
            Path files =
                    folders.filter(path ->
                                    path.getFileName().toString().startsWith("session-" + id + "-"))
                            .findFirst()
                            .orElseThrow();
            return new Inside(user, files.resolve("run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (server.isAlive()) {
            sessions()
                    .forEach(seen -> ask("reset", Map.of("session", Integer.toString(seen.id()))));
            Awaitility.await().atMost(PATIENCE).until(() -> sessions().isEmpty());
            server.close();
        }
        Place.delete(folder);
    }
}
