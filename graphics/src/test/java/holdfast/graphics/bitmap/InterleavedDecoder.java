package holdfast.graphics.bitmap;

/**
 * The receiver of interleaved RLE as [MS-RDPBCGR] 3.1.9 describes it, for tests. Gives the pixels
 * from the bottom row up.
 */
final class InterleavedDecoder {
    private final byte[] in;
    private final int bytes;
    private final int width;
    private final int[] out;
    private int at;
    private int to;
    private boolean firstLine = true;
    private int foreground;

    private InterleavedDecoder(ColorDepth depth, byte[] in, int width, int height) {
        this.in = in;
        this.bytes = depth.bytesPerPixel();
        this.width = width;
        this.out = new int[width * height];
        this.foreground = (1 << depth.bitsPerPixel()) - 1;
    }

    static int[] decode(ColorDepth depth, byte[] stream, int width, int height) {
        var decoder = new InterleavedDecoder(depth, stream, width, height);
        decoder.run((1 << depth.bitsPerPixel()) - 1);
        if (decoder.to != decoder.out.length) {
            throw new IllegalStateException("only " + decoder.to + " of " + decoder.out.length);
        }
        return decoder.out;
    }

    private void run(int white) {
        boolean insertForeground = false;
        while (at < in.length) {
            if (firstLine && to >= width) {
                firstLine = false;
                insertForeground = false;
            }
            int header = in[at++] & 0xFF;
            boolean afterBackground = insertForeground;
            insertForeground = false;
            switch (code(header)) {
                case 0x00, 0xF0 -> {
                    int left = runLength(header);
                    if (afterBackground) {
                        put(above() ^ foreground);
                        left--;
                    }
                    backgrounds(left);
                    insertForeground = true;
                }
                case 0x20, 0xF1 -> foregrounds(runLength(header));
                case 0xC0, 0xF6 -> {
                    int left = runLength(header);
                    foreground = pixel();
                    foregrounds(left);
                }
                case 0xE0, 0xF8 -> {
                    int left = runLength(header);
                    int one = pixel();
                    int two = pixel();
                    for (int i = 0; i < left; i++) {
                        put(one);
                        put(two);
                    }
                }
                case 0x60, 0xF3 -> {
                    int left = runLength(header);
                    int color = pixel();
                    for (int i = 0; i < left; i++) {
                        put(color);
                    }
                }
                case 0x40, 0xF2 -> mask(maskLength(header));
                case 0xD0, 0xF7 -> {
                    int left = maskLength(header);
                    foreground = pixel();
                    mask(left);
                }
                case 0x80, 0xF4 -> {
                    int left = runLength(header);
                    for (int i = 0; i < left; i++) {
                        put(pixel());
                    }
                }
                case 0xF9 -> bits(0x03, 8);
                case 0xFA -> bits(0x05, 8);
                case 0xFD -> put(white);
                case 0xFE -> put(0);
                default -> throw new IllegalStateException("no such order: " + header);
            }
        }
    }

    private static int code(int header) {
        if (header >= 0xF0) {
            return header;
        }
        return header >= 0xC0 ? header & 0xF0 : header & 0xE0;
    }

    private int runLength(int header) {
        if (header >= 0xF0) {
            return u8() | u8() << 8;
        }
        int most = header >= 0xC0 ? 15 : 31;
        int length = header & most;
        return length == 0 ? u8() + most + 1 : length;
    }

    private int maskLength(int header) {
        if (header >= 0xF0) {
            return u8() | u8() << 8;
        }
        int length = header & (header >= 0xC0 ? 15 : 31);
        return length == 0 ? u8() + 1 : length * 8;
    }

    private void backgrounds(int count) {
        for (int i = 0; i < count; i++) {
            put(above());
        }
    }

    private void foregrounds(int count) {
        for (int i = 0; i < count; i++) {
            put(above() ^ foreground);
        }
    }

    private void mask(int count) {
        for (int left = count; left > 0; left -= 8) {
            bits(u8(), Math.min(8, left));
        }
    }

    private void bits(int mask, int count) {
        for (int bit = 0; bit < count; bit++) {
            put((mask >> bit & 1) != 0 ? above() ^ foreground : above());
        }
    }

    /**
     * By the order's first pixel it is decided what is above, not by each one: as the text has it.
     */
    private int above() {
        return firstLine ? 0 : out[to - width];
    }

    private void put(int value) {
        out[to++] = value;
    }

    private int pixel() {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= u8() << 8 * i;
        }
        return value;
    }

    private int u8() {
        return in[at++] & 0xFF;
    }
}
