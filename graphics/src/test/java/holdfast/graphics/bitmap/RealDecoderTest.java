package holdfast.graphics.bitmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.FreeRdp;
import holdfast.graphics.Pictures;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Our bitmaps as libfreerdp reads them. */
class RealDecoderTest {
    private static final int[] PALETTE =
            IntStream.range(0, FixedPalette.SIZE).map(FixedPalette::rgb).toArray();

    @Test
    void readsInterleavedBitmapsOfEveryDepth() {
        var library = FreeRdp.open();
        assumeTrue(library.isPresent());
        try (FreeRdp client = library.get()) {
            for (ColorDepth depth : ColorDepth.values()) {
                for (Pictures.Kind kind : Pictures.Kind.values()) {
                    FrameBuffer picture = Pictures.of(kind, 92, 70, 5);
                    BitmapCodec codec = BitmapCodec.compressing(depth, true);
                    byte[] out = new byte[codec.rawLength(picture.bounds())];
                    int length = codec.encode(picture, picture.bounds(), out, 0);
                    if (length == BitmapCodec.NOT_WORTH_IT) {
                        continue;
                    }
                    byte[] stream = Arrays.copyOf(out, length);
                    int[] seen =
                            depth == ColorDepth.RGB_32
                                    ? client.planar(stream, 92, 70)
                                    : client.interleaved(
                                            stream, 92, 70, depth.bitsPerPixel(), PALETTE);
                    int[] expected =
                            Arrays.stream(picture.pixels())
                                    .map(rgb -> depth.toRgb(depth.fromRgb(rgb)))
                                    .toArray();
                    int wrong = firstWrong(seen, expected);
                    assertThat(wrong).as("first wrong pixel, %s of %s", depth, kind).isEqualTo(-1);
                }
            }
        }
    }

    private static int firstWrong(int[] seen, int[] expected) {
        return IntStream.range(0, seen.length)
                .filter(i -> off(seen[i], expected[i]))
                .findFirst()
                .orElse(-1);
    }

    /** How the low bits are made up is the client's affair. */
    private static boolean off(int one, int two) {
        return Math.abs((one >> 16) - (two >> 16)) > 8
                || Math.abs((one >> 8 & 0xFF) - (two >> 8 & 0xFF)) > 8
                || Math.abs((one & 0xFF) - (two & 0xFF)) > 8;
    }
}
