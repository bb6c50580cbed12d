package holdfast.graphics.bitmap;

import java.util.Optional;

/** How a client wants its pixels: {@code preferredBitsPerPixel}, [MS-RDPBCGR] 2.2.7.1.2. */
public enum ColorDepth {
    /** One byte per pixel: an index into {@link FixedPalette}. */
    PALETTE_8(8, 1),
    /** Five bits each of red, green, blue. */
    RGB_15(15, 2),
    /** Five bits red, six green, five blue. */
    RGB_16(16, 2),
    RGB_24(24, 3),
    RGB_32(32, 4);

    private final int bits;
    private final int bytes;

    ColorDepth(int bits, int bytes) {
        this.bits = bits;
        this.bytes = bytes;
    }

    public static Optional<ColorDepth> ofBits(int bits) {
        for (ColorDepth depth : values()) {
            if (depth.bits == bits) {
                return Optional.of(depth);
            }
        }
        return Optional.empty();
    }

    /** As on the wire: {@code bitsPerPixel} of TS_BITMAP_DATA. */
    public int bitsPerPixel() {
        return bits;
    }

    public int bytesPerPixel() {
        return bytes;
    }

    /** What a client of this depth is sent for a colour 0x00RRGGBB. */
    public int fromRgb(int rgb) {
        return switch (this) {
            case PALETTE_8 -> FixedPalette.index(rgb);
            case RGB_15 -> rgb >> 9 & 0x7C00 | rgb >> 6 & 0x03E0 | rgb >> 3 & 0x001F;
            case RGB_16 -> rgb >> 8 & 0xF800 | rgb >> 5 & 0x07E0 | rgb >> 3 & 0x001F;
            case RGB_24, RGB_32 -> rgb & 0xFFFFFF;
        };
    }

    /** The colour that a client of this depth shows for {@code value}; the low bits repeat. */
    public int toRgb(int value) {
        return switch (this) {
            case PALETTE_8 -> FixedPalette.rgb(value & 0xFF);
            case RGB_15 -> widen5(value >> 10) << 16 | widen5(value >> 5) << 8 | widen5(value);
            case RGB_16 -> widen5(value >> 11) << 16 | widen6(value >> 5) << 8 | widen5(value);
            case RGB_24, RGB_32 -> value & 0xFFFFFF;
        };
    }

    private static int widen5(int value) {
        int five = value & 0x1F;
        return five << 3 | five >> 2;
    }

    private static int widen6(int value) {
        int six = value & 0x3F;
        return six << 2 | six >> 4;
    }
}
