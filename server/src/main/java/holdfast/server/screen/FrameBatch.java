package holdfast.server.screen;

import holdfast.protocol.connect.RdpConnection;
import holdfast.protocol.update.UpdateSink;
import holdfast.protocol.wire.WireWriter;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The updates of one frame on their way from the thread that encodes to the one that owns the
 * connection. Filled by one, then read by the other, never at once; reused from frame to frame.
 */
final class FrameBatch implements UpdateSink {
    private static final int FAST_PATH = -1;

    private final WireWriter bytes = new WireWriter(64 * 1024);

    /** Kind (a pduType2, or {@link #FAST_PATH}), offset, length of each part. */
    private int[] parts = new int[48];

    private int count;

    @Override
    public void fastPath(byte[] data, int offset, int length) {
        add(FAST_PATH, data, offset, length);
    }

    @Override
    public void slowPath(int pduType2, byte[] data, int offset, int length) {
        add(pduType2, data, offset, length);
    }

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        bytes.clear();
        count = 0;
    }

    /** Puts the protocol's headers and protection around each part; on the connection's thread. */
    void wrap(RdpConnection connection, Consumer<byte[]> frames) {
        for (int i = 0; i < count * 3; i += 3) {
            byte[] data = bytes.array();
            frames.accept(
                    parts[i] == FAST_PATH
                            ? connection.fastPath(data, parts[i + 1], parts[i + 2])
                            : connection.shareData(parts[i], data, parts[i + 1], parts[i + 2]));
        }
    }

    private void add(int kind, byte[] data, int offset, int length) {
        if (parts.length < (count + 1) * 3) {
            parts = Arrays.copyOf(parts, parts.length * 2);
        }
        parts[count * 3] = kind;
        parts[count * 3 + 1] = bytes.size();
        parts[count * 3 + 2] = length;
        bytes.bytes(data, offset, length);
        count++;
    }
}
