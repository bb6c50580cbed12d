package holdfast.graphics.bitmap;

import holdfast.graphics.FrameBuffer;

/** Rows of pixels on their way to a client's depth. */
final class Rows {
    private Rows() {}

    /** Converts {@code width} pixels from x, y; where the picture ends, the last one repeats. */
    static void convert(
            ColorDepth depth, FrameBuffer source, int x, int y, int[] to, int at, int width) {
        int there = Math.min(width, source.width() - x);
        int from = y * source.width() + x;
        int[] pixels = source.pixels();
        switch (depth) {
            case PALETTE_8 -> {
                for (int i = 0; i < there; i++) {
                    to[at + i] = FixedPalette.index(pixels[from + i]);
                }
            }
            case RGB_15 -> {
                for (int i = 0; i < there; i++) {
                    int rgb = pixels[from + i];
                    to[at + i] = rgb >> 9 & 0x7C00 | rgb >> 6 & 0x03E0 | rgb >> 3 & 0x001F;
                }
            }
            case RGB_16 -> {
                for (int i = 0; i < there; i++) {
                    int rgb = pixels[from + i];
                    to[at + i] = rgb >> 8 & 0xF800 | rgb >> 5 & 0x07E0 | rgb >> 3 & 0x001F;
                }
            }
            case RGB_24, RGB_32 -> {
                for (int i = 0; i < there; i++) {
                    to[at + i] = pixels[from + i] & 0xFFFFFF;
                }
            }
        }
        for (int i = there; i < width; i++) {
            to[at + i] = to[at + there - 1];
        }
    }

    /** Writes converted pixels, little-endian; returns where they end. */
    static int write(ColorDepth depth, int[] from, int at, int width, byte[] out, int start) {
        int to = start;
        switch (depth.bytesPerPixel()) {
            case 1 -> {
                for (int i = 0; i < width; i++) {
                    out[to++] = (byte) from[at + i];
                }
            }
            case 2 -> {
                for (int i = 0; i < width; i++) {
                    int value = from[at + i];
                    out[to++] = (byte) value;
                    out[to++] = (byte) (value >> 8);
                }
            }
            case 3 -> {
                for (int i = 0; i < width; i++) {
                    int value = from[at + i];
                    out[to++] = (byte) value;
                    out[to++] = (byte) (value >> 8);
                    out[to++] = (byte) (value >> 16);
                }
            }
            default -> {
                for (int i = 0; i < width; i++) {
                    int value = from[at + i];
                    out[to++] = (byte) value;
                    out[to++] = (byte) (value >> 8);
                    out[to++] = (byte) (value >> 16);
                    out[to++] = (byte) (value >> 24);
                }
            }
        }
        return to;
    }
}
