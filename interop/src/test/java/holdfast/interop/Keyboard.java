package holdfast.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** A screen's keyboard that stays plugged in, and an eye on when the screen changes. */
final class Keyboard implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process xdotool;
    private final Writer keys;
    private final ByteBuffer pixels;

    private Keyboard(Process xdotool, ByteBuffer pixels) {
        this.xdotool = xdotool;
        this.keys = xdotool.outputWriter(StandardCharsets.US_ASCII);
        this.pixels = pixels;
    }

    static Keyboard at(ClientScreen screen) {
        var builder = new ProcessBuilder("xdotool", "-");
        builder.environment().putAll(screen.environment());
        try (var file =
                FileChannel.open(
                        screen.folder().resolve("Xvfb_screen0"), StandardOpenOption.READ)) {
            ByteBuffer pixels = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
            return new Keyboard(builder.start(), pixels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Presses a key; nanoseconds until anything on the screen changes. */
    long echo(String key) {
        byte[] copy = new byte[pixels.capacity()];
        pixels.get(0, copy);
        ByteBuffer before = ByteBuffer.wrap(copy);
        try {
            long start = System.nanoTime();
            keys.write("key " + key + "\n");
            keys.flush();
            while (pixels.mismatch(before) < 0) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new AssertionError("no echo of " + key + " within " + PATIENCE);
                }
                java.util.concurrent.locks.LockSupport.parkNanos(200_000);
            }
            return System.nanoTime() - start;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        xdotool.destroy();
    }
}
