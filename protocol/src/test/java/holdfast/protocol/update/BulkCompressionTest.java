package holdfast.protocol.update;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.protocol.update.ClientView.Seen;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BulkCompressionTest {
    /** Packs a block of one repeated byte to that byte and a length, and refuses all else. */
    private static final class RunCompressor implements BulkCompressor {
        private int flags;

        @Override
        public int maxInput() {
            return 8192;
        }

        @Override
        public int compress(
                byte[] source, int offset, int length, byte[] target, int targetOffset) {
            assertThat(length).isBetween(1, maxInput());
            for (int i = 1; i < length; i++) {
                if (source[offset + i] != source[offset]) {
                    flags = PACKET_FLUSHED;
                    return -1;
                }
            }
            target[targetOffset] = source[offset];
            target[targetOffset + 1] = (byte) length;
            target[targetOffset + 2] = (byte) (length >> 8);
            flags = PACKET_COMPRESSED;
            return 3;
        }

        @Override
        public int flags() {
            return flags;
        }

        static byte[] undo(int flags, byte[] data) {
            if ((flags & PACKET_COMPRESSED) == 0) {
                assertThat(flags).isEqualTo(PACKET_FLUSHED);
                return data;
            }
            var plain = new byte[(data[1] & 0xFF) | (data[2] & 0xFF) << 8];
            Arrays.fill(plain, data[0]);
            return plain;
        }
    }

    private final ClientView client = new ClientView();

    @Test
    void compressesEachFragmentByItself() {
        client.decompressor = RunCompressor::undo;
        var writer = new UpdateWriter(Limits.RICH, client, new RunCompressor());
        var data = new byte[60_000];
        writer.bitmap(0, 0, 100, 150, false, data, 0, data.length);
        writer.flush();
        assertThat(client.fragments).isEqualTo(8);
        assertThat(client.compressedUpdates).isEqualTo(8);
        assertThat(client.pduSizes.stream().mapToInt(size -> size).sum()).isLessThan(8300);
        assertThat(((Seen.Bitmap) client.seen.getFirst()).data()).isEqualTo(data);
    }

    @Test
    void leavesPointersAlone() {
        var writer = new UpdateWriter(Limits.RICH, client, new RunCompressor());
        var argb = new int[32 * 32];
        Arrays.fill(argb, 0xFFFF_FFFF);
        writer.pointer(32, 32, 0, 0, argb);
        writer.hidePointer();
        writer.movePointer(0, 0);
        assertThat(client.seen).hasSize(3);
        assertThat(client.compressedUpdates).isZero();
    }

    @Test
    void isOffAt24BitsPerPixel() {
        var writer = new UpdateWriter(Limits.fastPath(24, 65536), client, new RunCompressor());
        writer.bitmap(0, 0, 4, 4, false, new byte[48], 0, 48);
        writer.flush();
        assertThat(client.seen).hasSize(1);
        assertThat(client.compressedUpdates).isZero();
    }

    @Test
    void keepsToTheCompressorsHistoryWhereNothingMayBeFragmented() {
        client.decompressor = RunCompressor::undo;
        var writer = new UpdateWriter(Limits.fastPath(16, 0), client, new RunCompressor());
        assertThat(writer.maxBitmapBytes()).isLessThan(8192);
        var data = new byte[writer.maxRows(64) * 128];
        writer.bitmap(0, 0, 64, writer.maxRows(64), false, data, 0, data.length);
        writer.flush();
        assertThat(client.fragments).isZero();
    }
}
