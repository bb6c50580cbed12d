package holdfast.graphics.bitmap;

/**
 * Writes the compression orders of interleaved RLE, [MS-RDPBCGR] 2.2.9.1.1.3.1.2.4. Each method
 * says whether the order fitted; after one that did not, nothing written is of use.
 */
final class OrderWriter {
    /** The longest run that an order can name. */
    static final int MAX_RUN = 0xFFFF;

    private static final int BACKGROUND_RUN = 0x00;
    private static final int FOREGROUND_RUN = 0x20;
    private static final int MASK = 0x40;
    private static final int COLOR_RUN = 0x60;
    private static final int COLOR_IMAGE = 0x80;
    private static final int SET_FOREGROUND_RUN = 0xC0;
    private static final int SET_FOREGROUND_MASK = 0xD0;

    private static final int MEGA_BACKGROUND_RUN = 0xF0;
    private static final int MEGA_FOREGROUND_RUN = 0xF1;
    private static final int MEGA_MASK = 0xF2;
    private static final int MEGA_COLOR_RUN = 0xF3;
    private static final int MEGA_COLOR_IMAGE = 0xF4;
    private static final int MEGA_SET_FOREGROUND_RUN = 0xF6;
    private static final int MEGA_SET_FOREGROUND_MASK = 0xF7;

    /** Lengths that the low bits of a regular and of a lite order hold. */
    private static final int REGULAR = 32;

    private static final int LITE = 16;

    private ColorDepth depth = ColorDepth.RGB_16;
    private byte[] out = new byte[0];
    private int to;
    private int limit;

    void start(ColorDepth newDepth, byte[] target, int at, int newLimit) {
        depth = newDepth;
        out = target;
        to = at;
        limit = newLimit;
    }

    int position() {
        return to;
    }

    /** How long the header of a regular order is. */
    static int header(int run) {
        return run < REGULAR ? 1 : run < REGULAR + 256 ? 2 : 3;
    }

    boolean background(int run) {
        if (to + 3 > limit) {
            return false;
        }
        length(BACKGROUND_RUN, MEGA_BACKGROUND_RUN, REGULAR, run);
        return true;
    }

    boolean foreground(int run, int color, boolean set) {
        if (to + 6 > limit) {
            return false;
        }
        if (set) {
            length(SET_FOREGROUND_RUN, MEGA_SET_FOREGROUND_RUN, LITE, run);
            pixel(color);
        } else {
            length(FOREGROUND_RUN, MEGA_FOREGROUND_RUN, REGULAR, run);
        }
        return true;
    }

    boolean color(int run, int color) {
        if (to + 6 > limit) {
            return false;
        }
        length(COLOR_RUN, MEGA_COLOR_RUN, REGULAR, run);
        pixel(color);
        return true;
    }

    /** A bit for each step: set for {@code color}, clear for none; from the lowest bit up. */
    boolean mask(int[] steps, int at, int count, int color, boolean set) {
        if (to + 6 + (count + 7) / 8 > limit) {
            return false;
        }
        if (set) {
            maskLength(SET_FOREGROUND_MASK, MEGA_SET_FOREGROUND_MASK, LITE, count);
            pixel(color);
        } else {
            maskLength(MASK, MEGA_MASK, REGULAR, count);
        }
        for (int i = 0; i < count; i += 8) {
            int bits = 0;
            for (int bit = 0; bit < Math.min(8, count - i); bit++) {
                if (steps[at + i + bit] != 0) {
                    bits |= 1 << bit;
                }
            }
            out[to++] = (byte) bits;
        }
        return true;
    }

    /** Pixels as they are. */
    boolean copy(int[] pixels, int from, int end) {
        int at = from;
        while (at < end) {
            int count = Math.min(MAX_RUN, end - at);
            if (to + 3 + count * depth.bytesPerPixel() > limit) {
                return false;
            }
            length(COLOR_IMAGE, MEGA_COLOR_IMAGE, REGULAR, count);
            to = Rows.write(depth, pixels, at, count, out, to);
            at += count;
        }
        return true;
    }

    private void length(int code, int mega, int inCode, int run) {
        if (run < inCode) {
            out[to++] = (byte) (code | run);
        } else if (run < inCode + 256) {
            out[to++] = (byte) code;
            out[to++] = (byte) (run - inCode);
        } else {
            mega(mega, run);
        }
    }

    private void maskLength(int code, int mega, int inCode, int count) {
        if (count % 8 == 0 && count / 8 < inCode) {
            out[to++] = (byte) (code | count / 8);
        } else if (count <= 256) {
            out[to++] = (byte) code;
            out[to++] = (byte) (count - 1);
        } else {
            mega(mega, count);
        }
    }

    private void mega(int code, int length) {
        out[to++] = (byte) code;
        out[to++] = (byte) length;
        out[to++] = (byte) (length >> 8);
    }

    private void pixel(int value) {
        for (int i = 0; i < depth.bytesPerPixel(); i++) {
            out[to++] = (byte) (value >> 8 * i);
        }
    }
}
