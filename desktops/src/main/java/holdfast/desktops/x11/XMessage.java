package holdfast.desktops.x11;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * A reply, event or error as it came from the X server: numbers by their offset in the encoding of
 * the protocol specification. libxcb has the machine's byte order on the wire.
 */
final class XMessage {
    static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
    static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final byte[] bytes;

    XMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies, so that nothing native lives on. */
    static XMessage copyOf(MemorySegment nativeBytes) {
        return new XMessage(nativeBytes.toArray(ValueLayout.JAVA_BYTE));
    }

    int length() {
        return bytes.length;
    }

    int u8(int offset) {
        return bytes[offset] & 0xFF;
    }

    int u16(int offset) {
        return (short) SHORT.get(bytes, offset) & 0xFFFF;
    }

    int i16(int offset) {
        return (short) SHORT.get(bytes, offset);
    }

    /** Ids, atoms and bit masks; arithmetic on them is rare. */
    int u32(int offset) {
        return (int) INT.get(bytes, offset);
    }

    byte[] bytes(int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }
}
