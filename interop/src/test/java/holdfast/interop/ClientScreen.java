package holdfast.interop;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A client's own screen: an Xvfb whose picture is read from the file it keeps it in. */
final class ClientScreen implements AutoCloseable {
    private final Program server;
    private final Path folder;
    private final int number;
    private final int width;
    private final int height;

    private ClientScreen(Program server, Path folder, int number, int width, int height) {
        this.server = server;
        this.folder = folder;
        this.number = number;
        this.width = width;
        this.height = height;
    }

    static ClientScreen open(int width, int height) {
        try {
            Path folder = Folders.make("screen");
            Path numberFile = folder.resolve("number");
            var server =
                    Program.start(
                            folder.resolve("xvfb.log"),
                            Map.of(),
                            List.of(
                                    "sh",
                                    "-c",
                                    "exec Xvfb -displayfd 3 -noreset -nolisten tcp -fbdir \"$0\""
                                            + " -screen 0 \"$1\" 3>\"$2\"",
                                    folder.toString(),
                                    width + "x" + height + "x24",
                                    numberFile.toString()));
            Awaitility.await("Xvfb is up")
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() ->
                            Files.exists(numberFile)
                                    && Files.readString(numberFile).endsWith("\n"));
            int number = Integer.parseInt(Files.readString(numberFile).strip());
            return new ClientScreen(server, folder, number, width, height);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> environment() {
        return Map.of("DISPLAY", ":" + number);
    }

    Path folder() {
        return folder;
    }

    /** The picture as it is now; the file is XWD, big-endian header, then BGRX rows. */
    BufferedImage picture() {
        try {
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("Xvfb_screen0")));
            int headerSize = file.getInt(0);
            int width = file.getInt(16);
            int height = file.getInt(20);
            int stride = file.getInt(48);
            int colours = file.getInt(76);
            int pixels = headerSize + colours * 12;
            var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int at = pixels + y * stride + x * 4;
                    picture.setRGB(x, y, Integer.reverseBytes(file.getInt(at)) & 0xFFFFFF);
                }
            }
            return picture;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves the pointer to a window, types a line into it and moves the pointer away again. */
    void type(int x, int y, String line) {
        xdotool("mousemove", Integer.toString(x), Integer.toString(y));
        xdotool("type", "--delay", "8", line);
        xdotool("key", "Return");
        pointerAway();
    }

    /** Presses a key by its X name, such as {@code Return} or {@code ctrl+d}. */
    void press(int x, int y, String key) {
        xdotool("mousemove", Integer.toString(x), Integer.toString(y));
        xdotool("key", key);
        pointerAway();
    }

    /** Puts the pointer where no window is: the last pixel of the screen. */
    void pointerAway() {
        xdotool("mousemove", Integer.toString(width - 1), Integer.toString(height - 1));
    }

    Program.Result xdotool(String... arguments) {
        var command = new ArrayList<String>();
        command.add("xdotool");
        command.addAll(List.of(arguments));
        return Program.run(Duration.ofSeconds(30), environment(), command);
    }

    @Override
    public void close() {
        server.close();
        Folders.remove(folder);
    }
}
