package holdfast.graphics.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Pictures;
import holdfast.graphics.Rect;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BitmapCodecTest {
    static Stream<BitmapCodec> codecs() {
        return Stream.of(
                new InterleavedCodec(ColorDepth.PALETTE_8),
                new InterleavedCodec(ColorDepth.RGB_15),
                new InterleavedCodec(ColorDepth.RGB_16),
                new InterleavedCodec(ColorDepth.RGB_24),
                new PlanarCodec(true),
                new PlanarCodec(false),
                new RawCodec(ColorDepth.PALETTE_8),
                new RawCodec(ColorDepth.RGB_15),
                new RawCodec(ColorDepth.RGB_16),
                new RawCodec(ColorDepth.RGB_24),
                new RawCodec(ColorDepth.RGB_32));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void givesBackEveryKindOfPicture(BitmapCodec codec) {
        Random random = new Random(7);
        for (Pictures.Kind kind : Pictures.Kind.values()) {
            for (int round = 0; round < 12; round++) {
                int width = 1 + random.nextInt(round < 6 ? 40 : 300);
                int height = 1 + random.nextInt(round < 6 ? 20 : 120);
                FrameBuffer picture = Pictures.of(kind, width + 3, height + 2, round);
                checkRoundTrip(codec, picture, new Rect(random.nextInt(4), 1, width, height));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void staysWithinTheLengthOfThePixelsAtAnyOffset(BitmapCodec codec) {
        for (Pictures.Kind kind : Pictures.Kind.values()) {
            FrameBuffer picture = Pictures.of(kind, 64, 64, 3);
            byte[] out = new byte[codec.rawLength(picture.bounds()) + 10];
            Arrays.fill(out, (byte) 0x5A);
            int length = codec.encode(picture, picture.bounds(), out, 5);
            assertThat(length).isLessThanOrEqualTo(out.length - 10);
            assertThat(Arrays.copyOf(out, 5)).containsOnly(0x5A);
            assertThat(Arrays.copyOfRange(out, out.length - 5, out.length)).containsOnly(0x5A);
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void takesBitmapsOfMoreThan65535Pixels(BitmapCodec codec) {
        FrameBuffer picture = Pictures.of(Pictures.Kind.WHITE_DOTS, 400, 400, 1);
        checkRoundTrip(codec, picture, picture.bounds());
        picture.fill(new Rect(0, 1, 400, 398), 0x123456);
        checkRoundTrip(codec, picture, picture.bounds());
    }

    @ParameterizedTest
    @EnumSource(value = ColorDepth.class, names = "RGB_32", mode = EnumSource.Mode.EXCLUDE)
    void refusesNoiseInsteadOfGrowing(ColorDepth depth) {
        FrameBuffer noise = Pictures.of(Pictures.Kind.NOISE, 64, 64, 1);
        var codec = new InterleavedCodec(depth);
        byte[] out = new byte[codec.rawLength(noise.bounds())];
        assertThat(codec.encode(noise, noise.bounds(), out, 0)).isEqualTo(BitmapCodec.NOT_WORTH_IT);
    }

    @Test
    void makesAWhiteTileAFewBytes() {
        FrameBuffer white = new FrameBuffer(64, 64);
        white.fill(white.bounds(), 0xFFFFFF);
        byte[] out = new byte[64 * 64 * 4];
        assertThat(new InterleavedCodec(ColorDepth.RGB_16).encode(white, white.bounds(), out, 0))
                .isLessThanOrEqualTo(5);
        assertThat(new PlanarCodec(true).encode(white, white.bounds(), out, 0)).isLessThan(500);
    }

    /** The example of [MS-RDPEGDI] 3.1.9.2.3, a plane of 6 by 3, three times over. */
    @Test
    void readsTheSpecifiedExampleOfARunLengthEncodedPlane() {
        String plane = "13FF20FEFD60017DF5C29A386001678BA378AF";
        byte[] stream = HexFormat.of().parseHex("30" + plane + plane + plane);
        int[] decoded = PlanarDecoder.decode(stream, 6, 3);
        assertThat(Arrays.stream(decoded).map(rgb -> rgb & 0xFF))
                .containsExactly(
                        255, 255, 255, 255, 254, 253, // absolute
                        254, 192, 132, 96, 75, 25, // -1 -63 -123 97 77 28
                        253, 140, 62, 14, 135, 193); // -1 -52 -70 -82 60 -88
    }

    private static void checkRoundTrip(BitmapCodec codec, FrameBuffer picture, Rect wanted) {
        Rect area = wanted.intersect(picture.bounds());
        byte[] out = new byte[codec.rawLength(area)];
        int length = codec.encode(picture, area, out, 0);
        if (length == BitmapCodec.NOT_WORTH_IT) {
            return;
        }
        int width = BitmapCodec.paddedWidth(area.width());
        int[] decoded = decode(codec, Arrays.copyOf(out, length), width, area.height());
        int[] expected = expected(codec.depth(), picture, area, width);
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] &= 0xFFFFFF;
        }
        assertThat(decoded).isEqualTo(expected);
    }

    private static int[] decode(BitmapCodec codec, byte[] stream, int width, int height) {
        return switch (codec) {
            case InterleavedCodec c -> InterleavedDecoder.decode(c.depth(), stream, width, height);
            case PlanarCodec _ -> PlanarDecoder.decode(stream, width, height);
            case RawCodec c -> plain(c.depth().bytesPerPixel(), stream);
        };
    }

    private static int[] plain(int bytes, byte[] stream) {
        int[] pixels = new int[stream.length / bytes];
        for (int i = 0; i < stream.length; i++) {
            pixels[i / bytes] |= (stream[i] & 0xFF) << 8 * (i % bytes);
        }
        return pixels;
    }

    private static int[] expected(ColorDepth depth, FrameBuffer picture, Rect area, int width) {
        int[] expected = new int[width * area.height()];
        int at = 0;
        for (int y = area.bottom() - 1; y >= area.y(); y--) {
            for (int x = 0; x < width; x++) {
                int column = Math.min(area.x() + x, picture.width() - 1);
                expected[at++] = depth.fromRgb(picture.pixel(column, y));
            }
        }
        return expected;
    }
}
