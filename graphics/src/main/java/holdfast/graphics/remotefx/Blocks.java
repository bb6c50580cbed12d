package holdfast.graphics.remotefx;

/** Little-endian numbers into arrays. */
final class Blocks {
    private Blocks() {}

    static void u16(byte[] out, int at, int value) {
        out[at] = (byte) value;
        out[at + 1] = (byte) (value >> 8);
    }

    static void u32(byte[] out, int at, int value) {
        u16(out, at, value);
        u16(out, at + 2, value >> 16);
    }
}
