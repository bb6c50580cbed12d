package holdfast.interop.nla;

import holdfast.interop.ClientDisplay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of others, run with an X display, a home folder and a language of their own. */
final class Tools implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 40;

    private final Path folder;
    private final ClientDisplay display;

    record Ended(int status, String output) {}

    private Tools(Path folder, ClientDisplay display) {
        this.folder = folder;
        this.display = display;
    }

    static Tools in(Path folder) {
        return new Tools(folder, ClientDisplay.open(1024, 768));
    }

    /** Starts a program whose output goes to a file of this name. */
    Process start(String output, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve(output).toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("DISPLAY", display.name());
        return builder.start();
    }

    String output(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
    }

    Ended run(String... command) throws Exception {
        var process = start("output", List.of(command));
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(command[0] + " did not end:\n" + output("output"));
        }
        return new Ended(process.exitValue(), output("output"));
    }

    static List<String> xfreerdp(
            NlaServer server, int port, String user, String password, String... more) {
        var command =
                new ArrayList<>(
                        List.of(
                                "xfreerdp",
                                "/v:" + server.address() + ":" + port,
                                "/cert:ignore",
                                "/u:" + user,
                                "/p:" + password));
        command.addAll(List.of(more));
        return command;
    }

    /** xfreerdp that proves who its user is, and leaves. */
    Ended authenticate(NlaServer server, String user, String password, String... more)
            throws Exception {
        var command = xfreerdp(server, NlaServer.PORT, user, password, "/sec:nla", "+auth-only");
        command.addAll(List.of(more));
        return run(command.toArray(String[]::new));
    }

    @Override
    public void close() {
        display.close();
    }
}
