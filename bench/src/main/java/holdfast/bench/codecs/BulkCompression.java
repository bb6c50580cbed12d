package holdfast.bench.codecs;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;
import holdfast.graphics.bitmap.BitmapCodec;
import holdfast.graphics.bitmap.ColorDepth;
import holdfast.graphics.bitmap.Tiling;
import holdfast.graphics.bulk.MppcCompressor;
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

/** MPPC over a whole encoded screen of 1280 by 720, in packets as they go out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH fills the fields.
public class BulkCompression {
    private static final int PACKET = 16_000;

    /** What is on the screen. */
    @Param({"terminal", "photograph"})
    public String picture;

    private final byte[] screen = new byte[1 << 23];
    private final byte[] out = new byte[PACKET];
    private final MppcCompressor compressor = new MppcCompressor(MppcCompressor.Variant.RDP5);
    private int length;

    /** Encodes the picture at 32 bpp. */
    @Setup
    public void prepare() {
        BitmapCodec codec = BitmapCodec.compressing(ColorDepth.ofBits(32).orElseThrow(), true);
        FrameBuffer pixels =
                picture.equals("terminal") ? Screens.terminal(1) : Screens.photograph(1);
        for (Rect tile : Tiling.cut(List.of(pixels.bounds()), 256, 64, pixels.bounds())) {
            length += Math.max(0, codec.encode(pixels, tile, screen, length));
        }
    }

    /** Returns the bytes that go out. */
    @Benchmark
    public int compress() {
        int total = 0;
        for (int at = 0; at < length; at += PACKET) {
            int packet = Math.min(PACKET, length - at);
            int written = compressor.compress(screen, at, packet, out, 0);
            total += written == MppcCompressor.NOT_COMPRESSED ? packet : written;
        }
        return total;
    }
}
