package holdfast.desktops.x11;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of one request in the making. libxcb fills in the major opcode and the length. Not for
 * many threads.
 */
final class XRequest {
    /** Major opcode of a core request, or of the extension. */
    final int major;

    private byte[] bytes = new byte[64];
    private int length;

    /**
     * @param second the second byte: an extension's minor opcode, or a core request's small field
     */
    XRequest(int major, int second) {
        this.major = major;
        u8(major);
        u8(second);
        u16(0);
    }

    XRequest u8(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    XRequest u16(int value) {
        room(2);
        XMessage.SHORT.set(bytes, length, (short) value);
        length += 2;
        return this;
    }

    XRequest u32(int value) {
        room(4);
        XMessage.INT.set(bytes, length, value);
        length += 4;
        return this;
    }

    XRequest bytes(byte[] data) {
        room(data.length);
        System.arraycopy(data, 0, bytes, length, data.length);
        length += data.length;
        return this;
    }

    XRequest latin1(String text) {
        return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    XRequest skip(int count) {
        room(count);
        length += count;
        return this;
    }

    /** Every request is a multiple of four bytes long. */
    byte[] finish() {
        int padded = (length + 3) & ~3;
        return Arrays.copyOf(bytes, padded);
    }

    private void room(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
