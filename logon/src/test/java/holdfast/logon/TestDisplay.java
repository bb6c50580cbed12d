package holdfast.logon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An X server that clients under test draw on, where this machine has one. */
public final class TestDisplay implements AutoCloseable {
    private static final Path XVFB = Path.of("/usr/bin/Xvfb");

    private final Process server;
    private final String name;

    private TestDisplay(Process server, String name) {
        this.server = server;
        this.name = name;
    }

    public static boolean available() {
        return Files.isExecutable(XVFB);
    }

    public static TestDisplay start() {
        try {
            var server =
                    new ProcessBuilder(
                                    XVFB.toString(),
                                    "-displayfd",
                                    "1",
                                    "-nolisten",
                                    "tcp",
                                    "-screen",
                                    "0",
                                    "640x480x24")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var number = new BufferedReader(new InputStreamReader(server.getInputStream()));
            return new TestDisplay(server, ":" + number.readLine());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** For DISPLAY. */
    public String name() {
        return name;
    }

    @Override
    public void close() {
        server.destroy();
    }
}
