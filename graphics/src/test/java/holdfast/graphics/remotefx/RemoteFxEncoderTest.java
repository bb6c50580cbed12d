package holdfast.graphics.remotefx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.FreeRdp;
import holdfast.graphics.Pictures;
import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemoteFxEncoderTest {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 200;

    private final byte[] out = new byte[4_000_000];

    @ParameterizedTest
    @EnumSource
    void looksLikeThePicture(Entropy entropy) {
        for (Pictures.Kind kind : Pictures.Kind.values()) {
            FrameBuffer picture = Pictures.of(kind, WIDTH, HEIGHT, 1);
            assertThat(quality(picture, seen(picture, entropy, Quantization.FINE)))
                    .as("fine %s", kind)
                    .isGreaterThan(44);
        }
        FrameBuffer photo = Pictures.of(Pictures.Kind.PHOTO, WIDTH, HEIGHT, 1);
        assertThat(quality(photo, seen(photo, entropy, Quantization.NORMAL))).isGreaterThan(38);
        assertThat(quality(photo, seen(photo, entropy, Quantization.COARSE))).isGreaterThan(36);
        FrameBuffer text = Pictures.of(Pictures.Kind.SMOOTH_TEXT, WIDTH, HEIGHT, 1);
        assertThat(quality(text, seen(text, entropy, Quantization.NORMAL))).isGreaterThan(36);
    }

    @ParameterizedTest
    @EnumSource
    void looksTheSameToARealClient(Entropy entropy) {
        var library = FreeRdp.open();
        assumeTrue(library.isPresent());
        try (FreeRdp client = library.get()) {
            for (Pictures.Kind kind : Pictures.Kind.values()) {
                FrameBuffer picture = Pictures.of(kind, WIDTH, HEIGHT, 1);
                var encoder = new RemoteFxEncoder(entropy, Quantization.NORMAL, true);
                int length = encoder.writeHeaders(WIDTH, HEIGHT, out, 0);
                Region all = Region.of(picture.bounds());
                length += encoder.encode(picture, all, out, length, out.length);
                assertThat(all.isEmpty()).isTrue();
                FrameBuffer ours = new FrameBuffer(WIDTH, HEIGHT);
                new RemoteFxDecoder(ours).decode(out, length);
                FrameBuffer theirs = new FrameBuffer(WIDTH, HEIGHT);
                int[] pixels = client.remoteFx(Arrays.copyOf(out, length), WIDTH, HEIGHT);
                System.arraycopy(pixels, 0, theirs.pixels(), 0, pixels.length);
                assertThat(quality(ours, theirs)).as("%s", kind).isGreaterThan(40);
            }
        }
    }

    @Test
    void startsWithTheHeadersOfTheSpecification() {
        var encoder = new RemoteFxEncoder(Entropy.RLGR3, Quantization.NORMAL, false);
        int length = encoder.writeHeaders(64, 64, out, 0);
        assertThat(HexFormat.of().formatHex(out, 0, length))
                .isEqualTo(
                        "c0cc0c000000caacccca0001" // TS_RFX_SYNC
                                + "c1cc0a00000001010001" // TS_RFX_CODEC_VERSIONS
                                + "c2cc0c000000010040004000" // TS_RFX_CHANNELS
                                + "c3cc0d00000001ff0040002828"); // TS_RFX_CONTEXT
        length = encoder.encode(new FrameBuffer(64, 64), whole(64, 64), out, 0, out.length);
        assertThat(HexFormat.of().formatHex(out, 0, 37))
                .isEqualTo(
                        "c4cc0e0000000100000000000100" // TS_RFX_FRAME_BEGIN
                                + "c6cc17000000010001010000000000400040" // TS_RFX_REGION
                                + "00c1ca0100");
        assertThat(HexFormat.of().formatHex(out, 45, 55)).isEqualTo("c2ca0000515001400100");
        assertThat(length).isLessThan(120);
    }

    @Test
    void paintsOnlyWhatIsToBePaintedInAsManyFramesAsItTakes() {
        FrameBuffer picture = Pictures.of(Pictures.Kind.NOISE, WIDTH, HEIGHT, 1);
        var encoder = new RemoteFxEncoder(Entropy.RLGR3, Quantization.FINE, true);
        FrameBuffer seen = new FrameBuffer(WIDTH, HEIGHT);
        var decoder = new RemoteFxDecoder(seen);
        Region todo = Region.of(new Rect(3, 5, 270, 150), new Rect(250, 190, 50, 10));
        Region wanted = Region.copyOf(todo);
        Region painted = new Region();
        int frames = 0;
        while (!todo.isEmpty()) {
            int length = encoder.encode(picture, todo, out, 0, 50_000);
            painted.add(decoder.decode(out, length));
            frames++;
        }
        assertThat(frames).isGreaterThan(1);
        assertThat(painted).isEqualTo(wanted);
        assertThat(seen.pixel(2, 5)).isZero();
        FrameBuffer expected = new FrameBuffer(WIDTH, HEIGHT);
        wanted.rects().forEach(rect -> expected.copyFrom(picture, rect));
        assertThat(quality(expected, seen)).isGreaterThan(40);
    }

    @Test
    void makesDoWithLittleRoomForNoise() {
        FrameBuffer picture = Pictures.of(Pictures.Kind.NOISE, WIDTH, HEIGHT, 1);
        var encoder = new RemoteFxEncoder(Entropy.RLGR3, Quantization.FINE, true);
        FrameBuffer seen = new FrameBuffer(WIDTH, HEIGHT);
        Region todo = whole(WIDTH, HEIGHT);
        while (!todo.isEmpty()) {
            int length = encoder.encode(picture, todo, out, 0, RemoteFxEncoder.MIN_ROOM);
            assertThat(length).isLessThanOrEqualTo(RemoteFxEncoder.MIN_ROOM);
            new RemoteFxDecoder(seen).decode(out, length);
        }
        assertThat(quality(picture, seen)).isGreaterThan(8);
    }

    @Test
    void refusesTooLittleRoom() {
        var encoder = new RemoteFxEncoder(Entropy.RLGR3, Quantization.FINE, true);
        FrameBuffer picture = new FrameBuffer(64, 64);
        assertThatThrownBy(() -> encoder.encode(picture, whole(64, 64), out, 0, 1000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private FrameBuffer seen(FrameBuffer picture, Entropy entropy, Quantization quantization) {
        var encoder = new RemoteFxEncoder(entropy, quantization, true);
        FrameBuffer seen = new FrameBuffer(WIDTH, HEIGHT);
        int length = encoder.writeHeaders(WIDTH, HEIGHT, out, 0);
        length += encoder.encode(picture, whole(WIDTH, HEIGHT), out, length, out.length);
        new RemoteFxDecoder(seen).decode(out, length);
        return seen;
    }

    private static Region whole(int width, int height) {
        return Region.of(new Rect(0, 0, width, height));
    }

    /** PSNR in dB. */
    private static double quality(FrameBuffer one, FrameBuffer two) {
        double sum = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                int off = (one.pixels()[i] >> shift & 0xFF) - (two.pixels()[i] >> shift & 0xFF);
                sum += off * off;
            }
        }
        return 10 * Math.log10(255.0 * 255 / (sum / one.pixels().length / 3 + 1e-9));
    }
}
