package holdfast.graphics;

import holdfast.graphics.bitmap.BitmapCodec;
import holdfast.graphics.bitmap.ColorDepth;
import holdfast.graphics.bitmap.Tiling;
import holdfast.graphics.bulk.MppcCompressor;
import holdfast.graphics.damage.MoveDetector;
import holdfast.graphics.damage.Pixels;
import holdfast.graphics.damage.ScreenDiff;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints what a frame of 1920 by 1080 costs. Not a test; run it by hand. */
public final class Timings {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final Rect SCREEN = new Rect(0, 0, WIDTH, HEIGHT);
    private static final Region ALL = Region.of(SCREEN);

    private Timings() {}

    public static void main(String[] arguments) {
        for (String what : arguments) {
            switch (what) {
                case "diff" -> diff();
                case "moves" -> moves();
                case "bitmap" -> bitmaps();
                case "bulk" -> bulk();
                default -> throw new IllegalArgumentException(what);
            }
        }
    }

    private static void diff() {
        FrameBuffer one = Pictures.of(Pictures.Kind.TEXT, WIDTH, HEIGHT, 1);
        FrameBuffer other = Pictures.of(Pictures.Kind.PHOTO, WIDTH, HEIGHT, 1);
        FrameBuffer shadow = new FrameBuffer(WIDTH, HEIGHT);
        Pixels shared = shared(one);
        Pixels otherShared = shared(other);
        ScreenDiff diff = new ScreenDiff();
        diff.update(shadow, shared, ALL);
        print("diff, nothing changed", () -> diff.update(shadow, shared, ALL));
        print(
                "diff, all changed",
                new Runnable() {
                    boolean odd;

                    @Override
                    public void run() {
                        odd = !odd;
                        diff.update(shadow, odd ? otherShared : shared, ALL);
                    }
                });
    }

    private static void moves() {
        FrameBuffer text = Pictures.of(Pictures.Kind.SMOOTH_TEXT, WIDTH, HEIGHT, 1);
        FrameBuffer scrolled = new FrameBuffer(WIDTH, HEIGHT);
        scrolled.copyFrom(text, SCREEN);
        scrolled.move(new Move(0, 48, new Rect(0, 0, WIDTH, HEIGHT - 48)));
        FrameBuffer photo = Pictures.of(Pictures.Kind.PHOTO, WIDTH, HEIGHT, 1);
        MoveDetector detector = new MoveDetector();
        Pixels scrolledNow = shared(scrolled);
        Pixels photoNow = shared(photo);
        System.out.println(detector.find(text, scrolledNow, Region.copyOf(ALL)));
        print("moves, scrolled", () -> detector.find(text, scrolledNow, Region.copyOf(ALL)));
        print("moves, new photo", () -> detector.find(text, photoNow, Region.copyOf(ALL)));
        FrameBuffer photo2 = Pictures.of(Pictures.Kind.PHOTO, WIDTH, HEIGHT, 2);
        print("moves, photo to photo", () -> detector.find(photo2, photoNow, Region.copyOf(ALL)));
        ScreenDiff diff = new ScreenDiff();
        FrameBuffer shadow = new FrameBuffer(WIDTH, HEIGHT);
        print(
                "diff with moves, scrolled (with 8 MB of copying)",
                () -> {
                    shadow.copyFrom(text, SCREEN);
                    diff.updateWithMoves(shadow, scrolledNow, ALL);
                });
    }

    private static void bitmaps() {
        byte[] out = new byte[1 << 20];
        for (ColorDepth depth : ColorDepth.values()) {
            BitmapCodec codec = BitmapCodec.compressing(depth, true);
            for (Pictures.Kind kind :
                    List.of(
                            Pictures.Kind.SOLID,
                            Pictures.Kind.TEXT,
                            Pictures.Kind.SMOOTH_TEXT,
                            Pictures.Kind.PHOTO,
                            Pictures.Kind.NOISE)) {
                FrameBuffer picture = Pictures.of(kind, WIDTH, HEIGHT, 1);
                for (int[] tile : new int[][] {{64, 64}, {128, 64}, {256, 64}}) {
                    List<Rect> tiles = Tiling.cut(List.of(SCREEN), tile[0], tile[1], SCREEN);
                    Map<String, Integer> bytes = new TreeMap<>();
                    print(
                            "%s %s %dx%d".formatted(depth, kind, tile[0], tile[1]),
                            () -> bytes.put("all", encode(codec, picture, tiles, out)));
                    System.out.printf("    %,d bytes%n", bytes.get("all"));
                }
            }
        }
    }

    private static void bulk() {
        for (ColorDepth depth : List.of(ColorDepth.RGB_16, ColorDepth.RGB_32)) {
            for (Pictures.Kind kind : List.of(Pictures.Kind.TEXT, Pictures.Kind.SMOOTH_TEXT)) {
                FrameBuffer picture = Pictures.of(kind, WIDTH, HEIGHT, 1);
                List<Rect> tiles = Tiling.cut(List.of(SCREEN), 64, 64, SCREEN);
                BitmapCodec codec = BitmapCodec.compressing(depth, true);
                byte[][] packets = new byte[tiles.size()][];
                byte[] out = new byte[64 * 64 * 4];
                for (int i = 0; i < packets.length; i++) {
                    int length = codec.encode(picture, tiles.get(i), out, 0);
                    packets[i] = Arrays.copyOf(out, length);
                }
                MppcCompressor mppc = new MppcCompressor(MppcCompressor.Variant.RDP5);
                int[] total = new int[2];
                print(
                        "bulk after " + depth + " " + kind,
                        () -> {
                            total[0] = 0;
                            total[1] = 0;
                            for (byte[] packet : packets) {
                                int length = mppc.compress(packet, 0, packet.length, out, 0);
                                total[0] += packet.length;
                                total[1] += length < 0 ? packet.length : length;
                            }
                        });
                System.out.printf("    %,d bytes of %,d%n", total[1], total[0]);
            }
        }
    }

    private static int encode(
            BitmapCodec codec, FrameBuffer picture, List<Rect> tiles, byte[] out) {
        int total = 0;
        for (Rect tile : tiles) {
            int length = codec.encode(picture, tile, out, 0);
            total += length < 0 ? codec.rawLength(tile) : length;
        }
        return total;
    }

    private static Pixels shared(FrameBuffer picture) {
        int stride = picture.width() * 4;
        MemorySegment memory = Arena.global().allocate((long) stride * picture.height(), 64);
        MemorySegment.copy(
                picture.pixels(),
                0,
                memory,
                ValueLayout.JAVA_INT,
                0,
                picture.width() * picture.height());
        return new Pixels(memory, picture.width(), picture.height(), stride);
    }

    private static void print(String what, Runnable work) {
        long end = System.nanoTime() + 700_000_000;
        while (System.nanoTime() < end) {
            work.run();
        }
        // Time on the processor: the machine may be busy with other things.
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long[] times = new long[25];
        for (int i = 0; i < times.length; i++) {
            long start = clock.getCurrentThreadCpuTime();
            work.run();
            times[i] = clock.getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(times);
        System.out.printf("%-55s %7.2f ms%n", what, times[times.length / 2] / 1e6);
    }
}
