package holdfast.bench.codecs;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;
import holdfast.graphics.bitmap.BitmapCodec;
import holdfast.graphics.bitmap.ColorDepth;
import holdfast.graphics.bitmap.Tiling;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A whole screen of 1280 by 720 in bitmap updates: planar at 32 bpp, interleaved RLE below. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH fills the fields.
public class BitmapCodecs {
    /** Bits for each pixel. */
    @Param({"16", "24", "32"})
    public int depth;

    /** What is on the screen. */
    @Param({"terminal", "photograph"})
    public String picture;

    private BitmapCodec codec;
    private FrameBuffer screen;
    private List<Rect> tiles;
    private final byte[] out = new byte[1 << 20];

    /** Draws the picture. */
    @Setup
    public void prepare() {
        codec = BitmapCodec.compressing(ColorDepth.ofBits(depth).orElseThrow(), true);
        screen = picture.equals("terminal") ? Screens.terminal(1) : Screens.photograph(1);
        tiles = Tiling.cut(List.of(screen.bounds()), 256, 64, screen.bounds());
    }

    /** Returns the bytes of all tiles that were worth it. */
    @Benchmark
    public int encode() {
        int total = 0;
        for (Rect tile : tiles) {
            total += Math.max(0, codec.encode(screen, tile, out, 0));
        }
        return total;
    }
}
