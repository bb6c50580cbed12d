package holdfast.interop.faults;

import holdfast.interop.ClientDisplay;
import holdfast.interop.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One large screen for many small clients, each in a cell of its own. */
final class Wall implements AutoCloseable {
    static final int CELL_WIDTH = 320;
    static final int CELL_HEIGHT = 240;
    private static final int COLUMNS = 10;
    private static final int HEADER_SIZE_AT = 0;
    private static final int STRIDE_AT = 48;
    private static final int COLOURS_AT = 76;
    private static final int COLOUR_SIZE = 12;

    /** A place of the wall. */
    record Cell(int x, int y) {}

    private final ClientDisplay display;
    private final int width;
    private final int height;
    private final MappedByteBuffer picture;
    private final AtomicInteger taken = new AtomicInteger();

    private Wall(ClientDisplay display, int width, int height) throws IOException {
        this.display = display;
        this.width = width;
        this.height = height;
        try (var file = FileChannel.open(display.picture(), StandardOpenOption.READ)) {
            picture = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
        }
    }

    static Wall open(int cells) {
        int width = COLUMNS * CELL_WIDTH + 8;
        int height = (cells + COLUMNS - 1) / COLUMNS * CELL_HEIGHT + 8;
        ClientDisplay display = ClientDisplay.open(width, height);
        try {
            return new Wall(display, width, height);
        } catch (IOException e) {
            display.close();
            throw new UncheckedIOException(e);
        }
    }

    String display() {
        return display.name();
    }

    Path folder() {
        return display.folder();
    }

    /** A cell that nobody had before. */
    Cell take() {
        int index = taken.getAndIncrement();
        return new Cell(index % COLUMNS * CELL_WIDTH, index / COLUMNS * CELL_HEIGHT);
    }

    /** A pixel near the upper left corner of a cell. */
    int pixel(Cell cell) {
        int x = cell.x() + 6;
        int y = cell.y() + 6;
        int pixels = picture.getInt(HEADER_SIZE_AT) + picture.getInt(COLOURS_AT) * COLOUR_SIZE;
        int at = pixels + y * picture.getInt(STRIDE_AT) + x * Integer.BYTES;
        return Integer.reverseBytes(picture.getInt(at)) & 0xFFFFFF;
    }

    /** Types a line into a cell. The keyboard is where the pointer is. */
    synchronized void type(Cell cell, String line) {
        xdotool(
                "mousemove",
                Integer.toString(cell.x() + CELL_WIDTH / 2),
                Integer.toString(cell.y() + CELL_HEIGHT / 2));
        xdotool("type", "--delay", "8", line);
        xdotool("key", "Return");
        xdotool("mousemove", Integer.toString(width - 1), Integer.toString(height - 1));
    }

    private void xdotool(String... arguments) {
        var command = new ArrayList<>(List.of("xdotool"));
        command.addAll(List.of(arguments));
        Program.run(Duration.ofSeconds(30), Map.of("DISPLAY", display.name()), command);
    }

    @Override
    public void close() {
        display.close();
    }
}
