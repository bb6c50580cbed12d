package holdfast.graphics.bitmap;

/**
 * The receiver of planar bitmaps as [MS-RDPEGDI] 3.1.9 describes it, without loss and subsampling,
 * for tests. Gives the pixels from the bottom row up.
 */
final class PlanarDecoder {
    private final byte[] in;
    private int at;

    private PlanarDecoder(byte[] in) {
        this.in = in;
    }

    static int[] decode(byte[] stream, int width, int height) {
        return new PlanarDecoder(stream).decode(width, height);
    }

    private int[] decode(int width, int height) {
        int header = u8();
        if ((header & 0xCF) != 0) {
            throw new IllegalStateException("not a lossless stream: " + header);
        }
        boolean rle = (header & 0x10) != 0;
        int[] pixels = new int[width * height];
        for (int shift = (header & 0x20) != 0 ? 16 : 24; shift >= 0; shift -= 8) {
            int[] plane = rle ? runs(width, height) : plain(width * height);
            for (int i = 0; i < plane.length; i++) {
                pixels[i] |= plane[i] << shift;
            }
        }
        at += rle ? 0 : 1; // Pad
        if (at != in.length) {
            throw new IllegalStateException(in.length - at + " bytes too many");
        }
        return pixels;
    }

    private int[] plain(int count) {
        int[] plane = new int[count];
        for (int i = 0; i < count; i++) {
            plane[i] = u8();
        }
        return plane;
    }

    private int[] runs(int width, int height) {
        int[] plane = new int[width * height];
        for (int y = 0; y < height; y++) {
            int value = 0;
            int x = 0;
            while (x < width) {
                int control = u8();
                int raw = control >> 4;
                int run = control & 15;
                if (control == 0) {
                    throw new IllegalStateException("controlByte is zero");
                }
                if (run == 1 || run == 2) {
                    run = run * 16 + raw;
                    raw = 0;
                }
                for (int i = 0; i < raw + run; i++) {
                    if (i < raw) {
                        value = u8();
                    }
                    plane[y * width + x] =
                            y == 0 ? value : plane[(y - 1) * width + x] + step(value) & 0xFF;
                    x++;
                }
            }
            if (x != width) {
                throw new IllegalStateException("a row of " + x);
            }
        }
        return plane;
    }

    private static int step(int value) {
        return (value & 1) == 0 ? value >> 1 : -(value >> 1) - 1;
    }

    private int u8() {
        return in[at++] & 0xFF;
    }
}
