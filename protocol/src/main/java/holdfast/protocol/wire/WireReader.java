package holdfast.protocol.wire;

import holdfast.protocol.wire.ProtocolException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reader over one PDU. Every read names its field (the specification's name) and is checked against
 * what is left. RDP is little-endian; the few big-endian fields of TPKT, T.125 and PER have methods
 * of their own. Not safe for more than one thread.
 */
public final class WireReader {
    private final String pdu;
    private final byte[] data;
    private final int start;
    private final int end;
    private int at;

    public WireReader(String pdu, byte[] data) {
        this(pdu, data, 0, data.length);
    }

    /** Reads {@code length} bytes of {@code data} from {@code offset}; the array is not copied. */
    public WireReader(String pdu, byte[] data, int offset, int length) {
        this.pdu = pdu;
        this.data = data;
        this.start = offset;
        this.at = offset;
        this.end = offset + length;
    }

    public String pdu() {
        return pdu;
    }

    /** The rest of this reader under the name of the PDU that it turned out to be. */
    public WireReader named(String pdu) {
        return new WireReader(pdu, data, at, end - at);
    }

    /** The position in the underlying array, in bytes. */
    public int offset() {
        return at;
    }

    public int remaining() {
        return end - at;
    }

    public boolean hasRemaining() {
        return at < end;
    }

    public int u8(String field) throws ProtocolException {
        need(field, 1);
        return data[at++] & 0xFF;
    }

    /** The next byte, without moving on. */
    public int peekU8(String field) throws ProtocolException {
        need(field, 1);
        return data[at] & 0xFF;
    }

    public int u16(String field) throws ProtocolException {
        need(field, 2);
        int value = (data[at] & 0xFF) | (data[at + 1] & 0xFF) << 8;
        at += 2;
        return value;
    }

    public int u16be(String field) throws ProtocolException {
        need(field, 2);
        int value = (data[at] & 0xFF) << 8 | (data[at + 1] & 0xFF);
        at += 2;
        return value;
    }

    public int i16(String field) throws ProtocolException {
        return (short) u16(field);
    }

    public int i32(String field) throws ProtocolException {
        need(field, 4);
        int value =
                (data[at] & 0xFF)
                        | (data[at + 1] & 0xFF) << 8
                        | (data[at + 2] & 0xFF) << 16
                        | (data[at + 3] & 0xFF) << 24;
        at += 4;
        return value;
    }

    public long u32(String field) throws ProtocolException {
        return i32(field) & 0xFFFF_FFFFL;
    }

    public int i32be(String field) throws ProtocolException {
        return Integer.reverseBytes(i32(field));
    }

    public long i64(String field) throws ProtocolException {
        long low = u32(field);
        return low | u32(field) << 32;
    }

    /** Reads a number that the peer may choose only between {@code min} and {@code max}. */
    public int u8(String field, int min, int max) throws ProtocolException {
        return bounded(field, u8(field), 1, min, max);
    }

    public int u16(String field, int min, int max) throws ProtocolException {
        return bounded(field, u16(field), 2, min, max);
    }

    public int u32(String field, int min, int max) throws ProtocolException {
        return bounded(field, u32(field), 4, min, max);
    }

    /** Copies the next {@code length} bytes. The caller has bounded {@code length}. */
    public byte[] bytes(String field, int length) throws ProtocolException {
        need(field, length);
        byte[] copy = Arrays.copyOfRange(data, at, at + length);
        at += length;
        return copy;
    }

    /** Copies the next {@code length} bytes to {@code target}, which has room for them. */
    public void copy(String field, byte[] target, int at, int length) throws ProtocolException {
        need(field, length);
        System.arraycopy(data, this.at, target, at, length);
        this.at += length;
    }

    /** Everything that is left, copied. */
    public byte[] rest() {
        byte[] copy = Arrays.copyOfRange(data, at, end);
        at = end;
        return copy;
    }

    public void skip(String field, int length) throws ProtocolException {
        need(field, length);
        at += length;
    }

    /**
     * A reader that cannot see past its part, so that nested structures never overrun their parent.
     */
    public WireReader sub(String field, int length) throws ProtocolException {
        need(field, length);
        var part = new WireReader(pdu, data, at, length);
        at += length;
        return part;
    }

    /** UTF-16LE text of {@code length} bytes, cut at the first null character. */
    public String utf16(String field, int length) throws ProtocolException {
        need(field, length);
        String text = new String(data, at, length & ~1, StandardCharsets.UTF_16LE);
        at += length;
        int terminator = text.indexOf('\0');
        return terminator < 0 ? text : text.substring(0, terminator);
    }

    /** Overwrites everything that this reader began with, read or not: it held a secret. */
    public void erase() {
        Arrays.fill(data, start, end, (byte) 0);
        at = end;
    }

    /** The refusal of the field that begins {@code back} bytes before the current position. */
    public ProtocolException refuse(int back, Reason reason) {
        return new ProtocolException(pdu, at - back, reason);
    }

    private int bounded(String field, long value, int size, int min, int max)
            throws ProtocolException {
        if (value < min || value > max) {
            throw refuse(size, new Reason.OutOfRange(field, value, min, max));
        }
        return (int) value;
    }

    private void need(String field, int length) throws ProtocolException {
        if (length < 0 || length > end - at) {
            throw refuse(0, new Reason.Truncated(field, length & 0xFFFF_FFFFL, end - at));
        }
    }
}
