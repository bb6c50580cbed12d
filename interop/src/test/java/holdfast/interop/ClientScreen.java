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

/** A client's own screen: an Xvfb whose picture is read from the file it keeps it in. */
final class ClientScreen implements AutoCloseable {
    private final ClientDisplay display;
    private final int width;
    private final int height;

    private ClientScreen(ClientDisplay display, int width, int height) {
        this.display = display;
        this.width = width;
        this.height = height;
    }

    static ClientScreen open(int width, int height) {
        return new ClientScreen(ClientDisplay.open(width, height), width, height);
    }

    Map<String, String> environment() {
        return Map.of("DISPLAY", display.name());
    }

    Path folder() {
        return display.folder();
    }

    /** The picture as it is now; the file is XWD, big-endian header, then BGRX rows. */
    BufferedImage picture() {
        try {
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(display.picture()));
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
        display.close();
    }
}
