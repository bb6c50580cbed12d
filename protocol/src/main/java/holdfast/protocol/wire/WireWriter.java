package holdfast.protocol.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Growing little-endian writer of one PDU. Lengths that are known only afterwards are written with
 * {@link #reserve} and filled in with the {@code patch} methods. Reusable through {@link #clear}.
 * Not safe for more than one thread.
 */
public final class WireWriter {
    private byte[] data;
    private int size;

    public WireWriter() {
        this(256);
    }

    public WireWriter(int capacity) {
        data = new byte[capacity];
    }

    public int size() {
        return size;
    }

    public WireWriter clear() {
        size = 0;
        return this;
    }

    /** The backing array, valid up to {@link #size} until the next write. */
    public byte[] array() {
        return data;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(data, size);
    }

    public WireWriter u8(int value) {
        grow(1);
        data[size++] = (byte) value;
        return this;
    }

    public WireWriter u16(int value) {
        grow(2);
        data[size++] = (byte) value;
        data[size++] = (byte) (value >> 8);
        return this;
    }

    public WireWriter u16be(int value) {
        return u8(value >> 8).u8(value);
    }

    public WireWriter u32(long value) {
        grow(4);
        data[size++] = (byte) value;
        data[size++] = (byte) (value >> 8);
        data[size++] = (byte) (value >> 16);
        data[size++] = (byte) (value >> 24);
        return this;
    }

    public WireWriter u32be(int value) {
        return u32(Integer.reverseBytes(value) & 0xFFFF_FFFFL);
    }

    public WireWriter u64(long value) {
        return u32(value).u32(value >>> 32);
    }

    public WireWriter bytes(byte[] source) {
        return bytes(source, 0, source.length);
    }

    public WireWriter bytes(byte[] source, int offset, int length) {
        grow(length);
        System.arraycopy(source, offset, data, size, length);
        size += length;
        return this;
    }

    public WireWriter zeros(int count) {
        grow(count);
        Arrays.fill(data, size, size + count, (byte) 0);
        size += count;
        return this;
    }

    /** UTF-16LE without a terminator. */
    public WireWriter utf16(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_16LE));
    }

    /** UTF-16LE in a field of {@code length} bytes, cut or padded with zeros, always terminated. */
    public WireWriter utf16(String text, int length) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_16LE);
        int used = Math.min(encoded.length, length - 2);
        return bytes(encoded, 0, used).zeros(length - used);
    }

    /** Leaves {@code length} zero bytes and returns where they begin. */
    public int reserve(int length) {
        int at = size;
        zeros(length);
        return at;
    }

    public WireWriter patchU8(int at, int value) {
        data[at] = (byte) value;
        return this;
    }

    public WireWriter patchU16(int at, int value) {
        data[at] = (byte) value;
        data[at + 1] = (byte) (value >> 8);
        return this;
    }

    public WireWriter patchU16be(int at, int value) {
        data[at] = (byte) (value >> 8);
        data[at + 1] = (byte) value;
        return this;
    }

    public WireWriter patchU32(int at, long value) {
        patchU16(at, (int) value);
        return patchU16(at + 2, (int) (value >> 16));
    }

    /** Makes room for {@code count} more bytes, for codecs that then write into {@link #array}. */
    public void grow(int count) {
        if (data.length - size < count) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, size + count));
        }
    }

    /** Counts {@code count} bytes as written that a codec put into {@link #array} itself. */
    public WireWriter advance(int count) {
        size += count;
        return this;
    }
}
