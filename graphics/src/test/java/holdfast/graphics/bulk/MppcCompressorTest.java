package holdfast.graphics.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.FreeRdp;
import holdfast.graphics.Pictures;
import holdfast.graphics.bitmap.BitmapCodec;
import holdfast.graphics.bitmap.ColorDepth;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MppcCompressorTest {
    /** The sentence of RFC 2118, with the matches that can be found in it. */
    @Test
    void encodesTheExampleOfTheRfc() {
        byte[] text =
                "for whom the bell tolls, the bell tolls for thee."
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] out = new byte[text.length];
        int length =
                new MppcCompressor(MppcCompressor.Variant.RDP4)
                        .compress(text, 0, text.length, out, 0);
        // 24 literals; 16 back 15 long; ' '; 40 back 4 long; 19 back 3 long; 'e', '.'.
        int bits = 24 * 8 + (10 + 6) + 8 + (10 + 4) + (10 + 1) + 2 * 8;
        assertThat(length).isEqualTo((bits + 7) / 8);
    }

    @ParameterizedTest
    @EnumSource
    void givesBackEveryPacketInOrder(MppcCompressor.Variant variant) {
        var compressor = new MppcCompressor(variant);
        var decompressor = new MppcDecompressor(variant);
        for (byte[] packet : packets()) {
            byte[] out = new byte[packet.length];
            int length = compressor.compress(packet, 0, packet.length, out, 0);
            byte[] sent = length < 0 ? packet : Arrays.copyOf(out, length);
            assertThat(length).isLessThan(packet.length);
            assertThat(decompressor.decompress(sent, compressor.flags(), packet.length))
                    .isEqualTo(packet);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadByARealClient(MppcCompressor.Variant variant) {
        var library = FreeRdp.open();
        assumeTrue(library.isPresent());
        try (FreeRdp client = library.get()) {
            var compressor = new MppcCompressor(variant);
            var receiver = client.bulk(variant.ordinal());
            for (byte[] packet : packets()) {
                byte[] out = new byte[packet.length];
                int length = compressor.compress(packet, 0, packet.length, out, 0);
                byte[] sent = length < 0 ? packet : Arrays.copyOf(out, length);
                assertThat(receiver.apply(sent, compressor.flags())).isEqualTo(packet);
            }
        }
    }

    @Test
    void givesUpOnAPacketThatBeginsAsPhotographsDo() {
        var compressor = new MppcCompressor(MppcCompressor.Variant.RDP5);
        byte[] packet = new byte[8000];
        byte[] noise = new byte[1100];
        new Random(2).nextBytes(noise);
        System.arraycopy(noise, 0, packet, 0, noise.length);
        assertThat(compressor.compress(packet, 0, packet.length, new byte[8000], 0))
                .isEqualTo(MppcCompressor.NOT_COMPRESSED);

        byte[] text = "so much for that; ".repeat(400).getBytes(StandardCharsets.US_ASCII);
        byte[] out = new byte[text.length];
        int length = compressor.compress(text, 0, text.length, out, 0);
        byte[] sent = Arrays.copyOf(out, length);
        assertThat(
                        new MppcDecompressor(MppcCompressor.Variant.RDP5)
                                .decompress(sent, compressor.flags(), text.length))
                .isEqualTo(text);
    }

    @Test
    void leavesNoTraceOfWhatItCouldNotCompress() {
        var compressor = new MppcCompressor(MppcCompressor.Variant.RDP5);
        byte[] noise = new byte[500];
        new Random(1).nextBytes(noise);
        byte[] out = new byte[500];
        assertThat(compressor.compress(noise, 0, 500, out, 0))
                .isEqualTo(MppcCompressor.NOT_COMPRESSED);
        assertThat(compressor.flags()).isEqualTo(1);
        assertThat(compressor.compress(new byte[500], 0, 500, out, 0)).isLessThan(10);
        assertThat(compressor.flags())
                .isEqualTo(MppcCompressor.COMPRESSED | MppcCompressor.AT_FRONT | 1);
        assertThat(compressor.compress(new byte[500], 0, 500, out, 0)).isLessThan(10);
        assertThat(compressor.flags()).isEqualTo(MppcCompressor.COMPRESSED | 1);
    }

    /** What is sent in a session: bitmaps and other things, of all lengths, some of them noise. */
    private static List<byte[]> packets() {
        Random random = new Random(5);
        List<byte[]> packets = new ArrayList<>();
        BitmapCodec codec = BitmapCodec.compressing(ColorDepth.RGB_32, true);
        for (Pictures.Kind kind : Pictures.Kind.values()) {
            FrameBuffer picture = Pictures.of(kind, 64, 64, 1);
            byte[] bitmap = new byte[64 * 64 * 4];
            int length = codec.encode(picture, picture.bounds(), bitmap, 0);
            packets.add(Arrays.copyOf(bitmap, Math.max(1, length)));
            packets.add(Arrays.copyOf(bitmap, Math.clamp(length, 1, 300)));
        }
        for (int i = 0; i < 300; i++) {
            byte[] packet = new byte[1 + random.nextInt(i % 10 == 0 ? 20000 : 600)];
            int different = 1 << random.nextInt(9);
            for (int at = 0; at < packet.length; at++) {
                packet[at] = (byte) (random.nextInt(different) * 5);
            }
            packets.add(packet);
        }
        packets.add(new byte[65536]);
        packets.add(new byte[65532]);
        packets.add(new byte[8188]);
        return packets;
    }
}
