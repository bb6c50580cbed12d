package holdfast.protocol.update;

import holdfast.protocol.wire.WireWriter;
import java.util.Optional;

/**
 * A pointer's picture in a size that a client takes: cropped to what is visible or scaled down
 * where it is too large, on a canvas of at least 32 by 32 with a width that is a multiple of 16.
 * Clients differ in how they pad narrow masks; at such widths all agree.
 */
record PointerImage(int width, int height, int hotX, int hotY, int[] argb) {
    private static final int LEAST_SIDE = 32;
    private static final int STEP = 16;

    /**
     * Empty when nothing of the picture is visible.
     *
     * @param maxSide a multiple of 16, at least 32
     */
    static Optional<PointerImage> fit(
            int width, int height, int hotX, int hotY, int[] argb, int maxSide) {
        int left = width;
        int top = height;
        int right = 0;
        int bottom = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (argb[y * width + x] >>> 24 != 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                    top = Math.min(top, y);
                    bottom = y + 1;
                }
            }
        }
        if (left >= right) {
            return Optional.empty();
        }
        if (width <= maxSide && height <= maxSide) {
            return Optional.of(
                    onCanvas(argb, width, 0, 0, width, height, width, height, hotX, hotY));
        }
        int visibleWidth = right - left;
        int visibleHeight = bottom - top;
        int longest = Math.max(visibleWidth, visibleHeight);
        int toWidth = visibleWidth;
        int toHeight = visibleHeight;
        if (longest > maxSide) {
            toWidth = Math.max(1, visibleWidth * maxSide / longest);
            toHeight = Math.max(1, visibleHeight * maxSide / longest);
        }
        return Optional.of(
                onCanvas(
                        argb,
                        width,
                        left,
                        top,
                        visibleWidth,
                        visibleHeight,
                        toWidth,
                        toHeight,
                        (hotX - left) * toWidth / visibleWidth,
                        (hotY - top) * toHeight / visibleHeight));
    }

    private static PointerImage onCanvas(
            int[] source,
            int stride,
            int left,
            int top,
            int width,
            int height,
            int toWidth,
            int toHeight,
            int hotX,
            int hotY) {
        int canvasWidth = Math.max(LEAST_SIDE, (toWidth + STEP - 1) / STEP * STEP);
        int canvasHeight = Math.max(LEAST_SIDE, (toHeight + STEP - 1) / STEP * STEP);
        var canvas = new int[canvasWidth * canvasHeight];
        for (int y = 0; y < toHeight; y++) {
            int y0 = top + y * height / toHeight;
            int y1 = Math.max(y0 + 1, top + (y + 1) * height / toHeight);
            for (int x = 0; x < toWidth; x++) {
                int x0 = left + x * width / toWidth;
                int x1 = Math.max(x0 + 1, left + (x + 1) * width / toWidth);
                canvas[y * canvasWidth + x] = average(source, stride, x0, y0, x1, y1);
            }
        }
        return new PointerImage(
                canvasWidth,
                canvasHeight,
                Math.clamp(hotX, 0, canvasWidth - 1),
                Math.clamp(hotY, 0, canvasHeight - 1),
                canvas);
    }

    /** The mean of a box of pixels, each weighted by its alpha. */
    private static int average(int[] argb, int stride, int x0, int y0, int x1, int y1) {
        int alpha = 0;
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int y = y0; y < y1; y++) {
            for (int x = x0; x < x1; x++) {
                int pixel = argb[y * stride + x];
                int weight = pixel >>> 24;
                alpha += weight;
                red += (long) (pixel >> 16 & 0xFF) * weight;
                green += (long) (pixel >> 8 & 0xFF) * weight;
                blue += (long) (pixel & 0xFF) * weight;
            }
        }
        if (alpha == 0) {
            return 0;
        }
        int count = (x1 - x0) * (y1 - y0);
        return alpha / count << 24
                | (int) (red / alpha) << 16
                | (int) (green / alpha) << 8
                | (int) (blue / alpha);
    }

    int xorBytes(int bytesPerPixel) {
        return width * bytesPerPixel * height; // Even rows, as the width is a multiple of 16.
    }

    int andBytes() {
        return width / 8 * height;
    }

    /** Rows from the bottom, BGRA. */
    void writeXorWithAlpha(WireWriter out) {
        for (int y = height - 1; y >= 0; y--) {
            for (int x = 0; x < width; x++) {
                int pixel = argb[y * width + x];
                out.u32(pixel >>> 24 == 0 ? 0 : pixel);
            }
        }
    }

    /** Rows from the bottom, BGR; pixels that {@link #writeAnd} leaves transparent are black. */
    void writeXorOpaque(WireWriter out, int opaqueFrom) {
        for (int y = height - 1; y >= 0; y--) {
            for (int x = 0; x < width; x++) {
                int pixel = argb[y * width + x];
                int shown = pixel >>> 24 >= opaqueFrom ? pixel : 0;
                out.u8(shown).u16(shown >> 8);
            }
        }
    }

    /** Rows from the bottom, one bit per pixel: set where the screen shows through. */
    void writeAnd(WireWriter out, int opaqueFrom) {
        for (int y = height - 1; y >= 0; y--) {
            for (int x = 0; x < width; x += 8) {
                int bits = 0;
                for (int i = 0; i < 8; i++) {
                    bits = bits << 1 | (argb[y * width + x + i] >>> 24 < opaqueFrom ? 1 : 0);
                }
                out.u8(bits);
            }
        }
    }
}
