package holdfast.server.screen;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.graphics.FrameBuffer;
import holdfast.protocol.update.ClientLimits;
import holdfast.protocol.update.UpdateSink;
import holdfast.protocol.update.UpdateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitmapPainterTest {
    /** Noise cannot be compressed: the worst that a client of the smallest limits can be sent. */
    @ParameterizedTest
    @ValueSource(ints = {8, 15, 16, 24, 32})
    void noiseOfTheWidestPictureFitsTheSmallestClient(int bitsPerPixel) {
        var picture = new FrameBuffer(8192, 16);
        var random = new Random(bitsPerPixel);
        for (int i = 0; i < picture.pixels().length; i++) {
            picture.pixels()[i] = random.nextInt() & 0xFFFFFF;
        }
        List<Integer> lengths = new ArrayList<>();
        var writer = new UpdateWriter(ClientLimits.plain(bitsPerPixel), new Lengths(lengths));
        new BitmapPainter(writer, false).paint(picture, List.of(), List.of(picture.bounds()));
        writer.flush();
        assertThat(lengths).isNotEmpty().allMatch(length -> length <= UpdateWriter.MAX_PAYLOAD);
    }

    private record Lengths(List<Integer> lengths) implements UpdateSink {
        @Override
        public void fastPath(byte[] data, int offset, int length) {
            lengths.add(length);
        }

        @Override
        public void slowPath(int pduType2, byte[] data, int offset, int length) {
            lengths.add(length);
        }
    }
}
