package holdfast.interop.x11;

import holdfast.graphics.bitmap.ColorDepth;
import java.nio.ByteBuffer;

/**
 * What an X server shows, as xwd or Xvfb write it: a big-endian header, a colour map, rows of BGRX.
 *
 * @param rgb row by row
 */
record XPicture(int width, int height, int[] rgb) {
    private static final int NAMED = 5;

    static XPicture of(byte[] xwd) {
        ByteBuffer file = ByteBuffer.wrap(xwd);
        int width = file.getInt(16);
        int height = file.getInt(20);
        int stride = file.getInt(48);
        int pixels = file.getInt(0) + file.getInt(76) * 12;
        int[] rgb = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                rgb[y * width + x] =
                        Integer.reverseBytes(file.getInt(pixels + y * stride + x * 4)) & 0xFFFFFF;
            }
        }
        return new XPicture(width, height, rgb);
    }

    XPicture corner(int cornerWidth, int cornerHeight) {
        int[] part = new int[cornerWidth * cornerHeight];
        for (int y = 0; y < cornerHeight; y++) {
            System.arraycopy(rgb, y * width, part, y * cornerWidth, cornerWidth);
        }
        return new XPicture(cornerWidth, cornerHeight, part);
    }

    /** How many pixels have a colour, as a client of this depth shows it. */
    long count(int colour, ColorDepth depth) {
        int wanted = lowered(colour, depth);
        long count = 0;
        for (int pixel : rgb) {
            if (lowered(pixel, depth) == wanted) {
                count++;
            }
        }
        return count;
    }

    /** Where this is not {@code other}, in a client's colours; empty when it is. */
    String difference(XPicture other, ColorDepth depth) {
        if (width != other.width || height != other.height) {
            return "%dx%d, not %dx%d".formatted(width, height, other.width, other.height);
        }
        var text = new StringBuilder();
        int count = 0;
        for (int at = 0; at < rgb.length; at++) {
            int found = lowered(rgb[at], depth);
            int wanted = lowered(other.rgb[at], depth);
            if (found != wanted && count++ < NAMED) {
                text.append(
                        "%n(%d, %d) is %06x, not %06x"
                                .formatted(at % width, at / width, found, wanted));
            }
        }
        return count == 0 ? "" : count + " pixels differ:" + text;
    }

    private static int lowered(int rgb, ColorDepth depth) {
        return depth.toRgb(depth.fromRgb(rgb & 0xFFFFFF));
    }
}
