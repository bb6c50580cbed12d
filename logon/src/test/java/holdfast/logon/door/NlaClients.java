package holdfast.logon.door;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import holdfast.logon.TestDisplay;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs of others that log on by NLA, with a home folder and a display of their own. */
record NlaClients(Path home, Optional<TestDisplay> display) implements AutoCloseable {
    record Ended(int status, String output) {}

    static NlaClients in(Path home) {
        return new NlaClients(
                home,
                TestDisplay.available() ? Optional.of(TestDisplay.start()) : Optional.empty());
    }

    Ended run(String... command) throws Exception {
        Path output = home.resolve("output");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(output.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        display.ifPresent(x -> builder.environment().put("DISPLAY", x.name()));
        var process = builder.start();
        if (!process.waitFor(25, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Ended(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
    }

    /** xfreerdp that proves who its user is, and leaves. */
    Ended xfreerdp(int port, String user, String password, String... more) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/xfreerdp")), "xfreerdp is installed");
        assumeTrue(display.isPresent(), "Xvfb is installed");
        var command =
                new ArrayList<>(
                        List.of(
                                "/usr/bin/xfreerdp",
                                "/v:127.0.0.1:" + port,
                                "/sec:nla",
                                "+auth-only",
                                "/cert:ignore",
                                "/u:" + user,
                                "/p:" + password));
        command.addAll(List.of(more));
        return run(command.toArray(String[]::new));
    }

    @Override
    public void close() {
        display.ifPresent(TestDisplay::close);
    }
}
