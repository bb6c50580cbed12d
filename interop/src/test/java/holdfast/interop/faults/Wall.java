package holdfast.interop.faults;

import holdfast.interop.Folders;
import holdfast.interop.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

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

    private final Program server;
    private final Path folder;
    private final String display;
    private final int width;
    private final int height;
    private final MappedByteBuffer picture;
    private final AtomicInteger taken = new AtomicInteger();

    private Wall(Program server, Path folder, String display, int width, int height)
            throws IOException {
        this.server = server;
        this.folder = folder;
        this.display = display;
        this.width = width;
        this.height = height;
        try (var file = FileChannel.open(folder.resolve("Xvfb_screen0"), StandardOpenOption.READ)) {
            picture = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
        }
    }

    static Wall open(int cells) {
        Path folder = Folders.make("wall");
        int width = COLUMNS * CELL_WIDTH + 8;
        int height = (cells + COLUMNS - 1) / COLUMNS * CELL_HEIGHT + 8;
        Path number = folder.resolve("number");
        Program server =
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
                                number.toString()));
        try {
            Awaitility.await("Xvfb is up")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Files.exists(number) && Files.readString(number).endsWith("\n"));
            return new Wall(server, folder, ":" + Files.readString(number).strip(), width, height);
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException(e);
        }
    }

    String display() {
        return display;
    }

    Path folder() {
        return folder;
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
        var command = new java.util.ArrayList<>(List.of("xdotool"));
        command.addAll(List.of(arguments));
        Program.run(Duration.ofSeconds(30), Map.of("DISPLAY", display), command);
    }

    @Override
    public void close() {
        server.close();
        Folders.remove(folder);
    }
}
