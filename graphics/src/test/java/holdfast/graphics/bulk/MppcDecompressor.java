package holdfast.graphics.bulk;

import java.util.Arrays;

/** The receiver's side of MPPC as [MS-RDPBCGR] 3.1.8.4 describes it, for tests. */
final class MppcDecompressor {
    private final boolean rdp5;
    private final byte[] history;
    private int position;

    private byte[] in = new byte[0];
    private int bit;

    MppcDecompressor(MppcCompressor.Variant variant) {
        rdp5 = variant == MppcCompressor.Variant.RDP5;
        history = new byte[rdp5 ? 65536 : 8192];
    }

    /** {@code length} is what comes out: only with it is the end of the bits known to the bit. */
    byte[] decompress(byte[] packet, int flags, int length) {
        if ((flags & MppcCompressor.COMPRESSED) == 0) {
            return packet;
        }
        if ((flags & MppcCompressor.AT_FRONT) != 0) {
            position = 0;
        }
        int start = position;
        in = packet;
        bit = 0;
        while (position < start + length) {
            if (next(1) == 0) {
                history[position++] = (byte) next(7);
            } else if (next(1) == 0) {
                history[position++] = (byte) (0x80 | next(7));
            } else {
                copy(rdp5 ? offset5() : offset4(), matchLength());
            }
        }
        if ((bit + 7) / 8 != packet.length || position != start + length) {
            throw new IllegalStateException("ends at bit " + bit + " of " + packet.length);
        }
        return Arrays.copyOfRange(history, start, position);
    }

    /** After 11. */
    private int offset4() {
        if (next(1) == 0) {
            return 320 + next(13);
        }
        return next(1) == 0 ? 64 + next(8) : next(6);
    }

    private int offset5() {
        if (next(1) == 0) {
            return 2368 + next(16);
        }
        if (next(1) == 0) {
            return 320 + next(11);
        }
        return next(1) == 0 ? 64 + next(8) : next(6);
    }

    private int matchLength() {
        if (next(1) == 0) {
            return 3;
        }
        int bits = 2;
        while (next(1) == 1) {
            bits++;
        }
        return (1 << bits) + next(bits);
    }

    private void copy(int offset, int length) {
        if (offset == 0 || offset > position) {
            throw new IllegalStateException(offset + " back from " + position);
        }
        for (int i = 0; i < length; i++) {
            history[position] = history[position - offset];
            position++;
        }
    }

    private int next(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | in[bit / 8] >> 7 - bit % 8 & 1;
            bit++;
        }
        return value;
    }
}
