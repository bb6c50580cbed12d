package holdfast.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * The X display that clients run on: an Xvfb that stays when its last client leaves (one that
 * resets itself then throws out whoever comes at that moment) and keeps its picture in a file.
 */
public final class ClientDisplay implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Program server;
    private final Path folder;
    private final String name;

    private ClientDisplay(Program server, Path folder, String name) {
        this.server = server;
        this.folder = folder;
        this.name = name;
    }

    /**
     * Starts an X server with 24 bit per pixel on a display that is free.
     *
     * @param options further ones, in Xvfb's words
     */
    public static ClientDisplay open(int width, int height, String... options) {
        Path folder = Folders.make("display");
        Path number = folder.resolve("number");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "sh",
                                "-c",
                                "exec Xvfb -displayfd 3 -noreset -nolisten tcp \"$@\" 3>\"$0\"",
                                number.toString(),
                                "-fbdir",
                                folder.toString(),
                                "-screen",
                                "0",
                                width + "x" + height + "x24"));
        command.addAll(List.of(options));
        Program server = Program.start(folder.resolve("xvfb.log"), Map.of(), command);
        try {
            Awaitility.await("Xvfb is up")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Files.exists(number) && Files.readString(number).endsWith("\n"));
            return new ClientDisplay(server, folder, ":" + Files.readString(number).strip());
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code DISPLAY} has it. */
    public String name() {
        return name;
    }

    /** A folder for what belongs to the display's clients; it goes with the display. */
    public Path folder() {
        return folder;
    }

    /** The picture as it is at any moment: an XWD file. */
    public Path picture() {
        return folder.resolve("Xvfb_screen0");
    }

    @Override
    public void close() {
        server.close();
        Folders.remove(folder);
    }
}
