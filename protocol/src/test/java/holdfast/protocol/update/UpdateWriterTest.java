package holdfast.protocol.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import holdfast.protocol.update.ClientView.Seen;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateWriterTest {
    private final ClientView client = new ClientView();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void paintsSeveralBitmapsInOneUpdate(boolean fastPath) {
        var limits = fastPath ? Limits.fastPath(16, 65536) : ClientLimits.plain(16);
        var writer = new UpdateWriter(limits, client);
        byte[] data = bytes(128);
        writer.bitmap(0, 0, 8, 8, false, data, 0, 128);
        writer.bitmap(1912, 8, 8, 4, false, data, 64, 64);
        assertThat(client.seen).as("gathered, not sent").isEmpty();
        writer.flush();

        assertThat(client.pduSizes).hasSize(1);
        assertThat(client.seen)
                .usingRecursiveComparison()
                .isEqualTo(
                        List.of(
                                new Seen.Bitmap(0, 0, 8, 8, 16, false, List.of(), data),
                                new Seen.Bitmap(
                                        1912,
                                        8,
                                        8,
                                        4,
                                        16,
                                        false,
                                        List.of(),
                                        Arrays.copyOfRange(data, 64, 128))));
    }

    @Test
    void putsTheCompressionHeaderWhereTheClientWantsIt() {
        var writer = new UpdateWriter(Limits.fastPath(16, 65536), client);
        writer.bitmap(4, 5, 12, 3, true, bytes(20), 0, 20);
        writer.flush();
        assertThat(client.seen)
                .usingRecursiveComparison()
                .isEqualTo(
                        List.of(
                                new Seen.Bitmap(
                                        4, 5, 12, 3, 16, true, List.of(0, 20, 24, 72), bytes(20))));
    }

    @Test
    void leavesTheCompressionHeaderOutWhereTheClientSaysSo() {
        var writer = new UpdateWriter(Limits.RICH, client);
        writer.bitmap(4, 5, 12, 3, true, bytes(20), 0, 20);
        writer.flush();
        assertThat(client.seen)
                .usingRecursiveComparison()
                .isEqualTo(List.of(new Seen.Bitmap(4, 5, 12, 3, 32, true, List.of(), bytes(20))));
    }

    @Test
    void refusesBitmapsThatClientsWouldShear() {
        var writer = new UpdateWriter(Limits.RICH, client);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.bitmap(0, 0, 6, 1, false, bytes(24), 0, 24));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 15, 16, 24, 32})
    void saysHowManyRowsFit(int bitsPerPixel) {
        var writer = new UpdateWriter(Limits.fastPath(bitsPerPixel, 0), client);
        int rows = writer.maxRows(64);
        int rowBytes = 64 * ((bitsPerPixel + 7) / 8);
        assertThat(rows * rowBytes).isLessThanOrEqualTo(writer.maxBitmapBytes());
        assertThat((rows + 1) * rowBytes).isGreaterThan(writer.maxBitmapBytes());

        writer.bitmap(0, 0, 64, rows, false, bytes(rows * rowBytes), 0, rows * rowBytes);
        writer.flush();
        assertThat(client.pduSizes).hasSize(1);
        assertThat(client.fragments).isZero();
    }

    @Test
    void neverFragmentsForAClientWithoutReassembly() {
        var writer = new UpdateWriter(Limits.fastPath(32, 0), client);
        fillScreen(writer);
        assertThat(client.fragments).isZero();
    }

    @Test
    void neverFragmentsForAClientThatAnnouncesLessThanOnePdu() {
        var writer = new UpdateWriter(Limits.fastPath(32, 8192), client);
        fillScreen(writer);
        assertThat(client.fragments).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x3FFF, 20_000, 0xFFFF, 608_299})
    void staysWithinWhatTheClientPutsTogether(int maxRequestSize) {
        var writer = new UpdateWriter(Limits.fastPath(32, maxRequestSize), client);
        fillScreen(writer);
        assertThat(client.updateSizes)
                .allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(maxRequestSize));
    }

    @Test
    void usesTheWholeSizeOfABitmap() {
        var writer = new UpdateWriter(Limits.RICH, client);
        byte[] data = bytes(writer.maxBitmapBytes());
        writer.bitmap(0, 0, 128, 127, true, data, 0, data.length);
        writer.flush();
        assertThat(data).hasSizeGreaterThan(65_000);
        assertThat(client.fragments).isEqualTo(5);
        assertThat(client.seen)
                .singleElement()
                .isInstanceOfSatisfying(
                        Seen.Bitmap.class, bitmap -> assertThat(bitmap.data()).isEqualTo(data));
    }

    @Test
    void framesWithSurfaceCommands() {
        var writer = new UpdateWriter(Limits.RICH, client);
        writer.beginFrame(0xFFFF_FFFE);
        writer.hidePointer();
        writer.endFrame();
        assertThat(client.pduSizes).as("one PDU for a small frame").hasSize(1);
        assertThat(client.seen)
                .containsExactly(
                        new Seen.SurfaceFrame(false, 0xFFFF_FFFEL),
                        new Seen.PointerHidden(),
                        new Seen.SurfaceFrame(true, 0xFFFF_FFFEL));
    }

    @Test
    void framesWithOrdersWhereTheClientHasOnlyThose() {
        var limits = new ClientLimits(16, true, 0, false, true, true, 20, 20, 32, false);
        var writer = new UpdateWriter(limits, client);
        writer.beginFrame(1);
        writer.copy(0, 16, 0, 0, 100, 50);
        writer.endFrame();
        assertThat(client.seen)
                .containsExactly(
                        new Seen.OrderFrame(false),
                        new Seen.Copy(0, 16, 0, 0, 100, 50, List.of()),
                        new Seen.OrderFrame(true));
        assertThat(client.updateSizes).hasSize(1);
    }

    @Test
    void framesWithoutMarkersForAClientThatHasNone() {
        var writer = new UpdateWriter(Limits.fastPath(16, 0), client);
        writer.beginFrame(1);
        writer.endFrame();
        assertThat(client.pduSizes).isEmpty();
    }

    @Test
    void keepsTheOrderOfCallsWithinAFrameAndSharesPdus() {
        var writer = new UpdateWriter(Limits.fastPath(32, 65536), client);
        writer.beginFrame(1);
        writer.copy(0, 0, 8, 8, 100, 100);
        writer.bitmap(0, 0, 4, 1, false, bytes(16), 0, 16);
        writer.hidePointer();
        writer.copy(8, 8, 0, 0, 100, 100);
        writer.endFrame();
        assertThat(client.pduSizes).hasSize(1);
        assertThat(client.seen)
                .extracting(Seen::getClass)
                .extracting(Class::getSimpleName)
                .containsExactly("Copy", "Bitmap", "PointerHidden", "Copy");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsThePaletteAndSynchronizeAtOnce(boolean fastPath) {
        var limits = fastPath ? Limits.fastPath(8, 0) : ClientLimits.plain(8);
        var writer = new UpdateWriter(limits, client);
        writer.synchronize();
        var colours = new int[256];
        Arrays.setAll(colours, i -> i << 16 | (255 - i) << 8 | i / 2);
        writer.palette(colours);
        assertThat(client.seen)
                .containsExactly(
                        new Seen.Synchronize(),
                        new Seen.Palette(Arrays.stream(colours).boxed().toList()));
    }

    @Test
    void refusesAPaletteOfAnotherSize() {
        var writer = new UpdateWriter(ClientLimits.plain(8), client);
        assertThatIllegalArgumentException().isThrownBy(() -> writer.palette(new int[16]));
    }

    @Test
    void refusesCopiesForAClientWithoutThem() {
        var writer = new UpdateWriter(ClientLimits.plain(16), client);
        assertThat(writer.copies()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> writer.copy(0, 0, 1, 1, 2, 2));
    }

    @Test
    void framesWithoutSurfaceCommandsOnTheSlowPath() {
        var limits = new ClientLimits(32, false, 0, true, false, false, 20, 20, 32, true);
        var writer = new UpdateWriter(limits, client);
        writer.beginFrame(1);
        writer.endFrame();
        assertThat(client.seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void showsThePictureThatWasPainted(boolean fastPath) {
        var limits =
                fastPath
                        ? Limits.fastPath(32, 40_000)
                        : new ClientLimits(32, false, 0, false, true, false, 20, 20, 32, false);
        var writer = new UpdateWriter(limits, client);
        var random = new Random(7);
        var painted = new Screen(320, 200);
        for (int frame = 0; frame < 30; frame++) {
            writer.beginFrame(frame);
            for (int i = 0; i < 10; i++) {
                int width = 4 * (1 + random.nextInt(16));
                int height = 1 + random.nextInt(60);
                int x = random.nextInt(320 - width + 1);
                int y = random.nextInt(200 - height + 1);
                if (random.nextBoolean()) {
                    int sourceX = random.nextInt(320 - width + 1);
                    int sourceY = random.nextInt(200 - height + 1);
                    writer.copy(sourceX, sourceY, x, y, width, height);
                    painted.copy(sourceX, sourceY, x, y, width, height);
                } else {
                    var data = new byte[width * height * 4];
                    random.nextBytes(data);
                    writer.bitmap(x, y, width, height, false, data, 0, data.length);
                    painted.paint(x, y, width, height, data);
                }
            }
            writer.endFrame();
        }

        var shown = new Screen(320, 200);
        for (Seen seen : client.seen) {
            switch (seen) {
                case Seen.Bitmap b -> shown.paint(b.x(), b.y(), b.width(), b.height(), b.data());
                case Seen.Copy c ->
                        shown.copy(c.sourceX(), c.sourceY(), c.x(), c.y(), c.width(), c.height());
                default -> throw new AssertionError(seen);
            }
        }
        assertThat(client.seen).hasSize(300);
        assertThat(shown.pixels).isEqualTo(painted.pixels);
    }

    @Test
    void paintsWithoutAllocating() {
        var threads =
                (com.sun.management.ThreadMXBean)
                        java.lang.management.ManagementFactory.getThreadMXBean();
        var sink =
                new UpdateSink() {
                    long total;

                    @Override
                    public void fastPath(byte[] data, int offset, int length) {
                        total += length;
                    }

                    @Override
                    public void slowPath(int pduType2, byte[] data, int offset, int length) {
                        total += length;
                    }
                };
        var writer = new UpdateWriter(Limits.fastPath(32, 1 << 20), sink);
        byte[] tile = bytes(64 * 64 * 4);
        paint(writer, tile, 10);
        long before = threads.getCurrentThreadAllocatedBytes();
        paint(writer, tile, 10);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sink.total).isGreaterThan(20L * 510 * 64 * 64 * 4);
        assertThat(allocated).as("bytes for 10 frames of 8 MB").isLessThan(16 * 1024);
    }

    private static void paint(UpdateWriter writer, byte[] tile, int frames) {
        for (int frame = 0; frame < frames; frame++) {
            writer.beginFrame(frame);
            writer.copy(0, frame, 0, 0, 100, 100);
            for (int y = 0; y < 17 * 64; y += 64) {
                for (int x = 0; x < 1920; x += 64) {
                    writer.bitmap(x, y, 64, 64, false, tile, 0, tile.length);
                }
            }
            writer.endFrame();
        }
    }

    private void fillScreen(UpdateWriter writer) {
        int rows = Math.min(64, writer.maxRows(64));
        byte[] data = bytes(64 * rows * 4);
        writer.beginFrame(1);
        int count = 0;
        for (int y = 0; y + rows <= 480; y += rows) {
            for (int x = 0; x < 640; x += 64) {
                writer.bitmap(x, y, 64, rows, false, data, 0, data.length);
                count++;
            }
        }
        writer.endFrame();
        assertThat(client.seen).hasSize(count);
    }

    /** A picture of four bytes per pixel. */
    private static final class Screen {
        final byte[][] pixels;

        Screen(int width, int height) {
            pixels = new byte[height][width * 4];
        }

        void paint(int x, int y, int width, int height, byte[] bottomUp) {
            for (int row = 0; row < height; row++) {
                System.arraycopy(
                        bottomUp,
                        (height - 1 - row) * width * 4,
                        pixels[y + row],
                        x * 4,
                        width * 4);
            }
        }

        void copy(int sourceX, int sourceY, int x, int y, int width, int height) {
            var moved = new byte[height][];
            for (int row = 0; row < height; row++) {
                moved[row] =
                        Arrays.copyOfRange(
                                pixels[sourceY + row], sourceX * 4, (sourceX + width) * 4);
            }
            for (int row = 0; row < height; row++) {
                System.arraycopy(moved[row], 0, pixels[y + row], x * 4, width * 4);
            }
        }
    }

    private static byte[] bytes(int length) {
        var data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (i * 7 + 1);
        }
        return data;
    }

    private static byte[] bytes(int length, int from, int count) {
        return Arrays.copyOfRange(bytes(length), from, from + count);
    }
}
