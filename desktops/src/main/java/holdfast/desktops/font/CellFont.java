package holdfast.desktops.font;

import holdfast.graphics.FrameBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The font in one size: each character fills one cell, wide ones two. Safe for any thread, with a
 * picture of the caller's own.
 */
public final class CellFont {
    /** The cell's width at 100 %. */
    public static final int NORMAL_WIDTH = 9;

    private static final int MIN_WIDTH = 4;
    private static final int MAX_WIDTH = 128;

    /** Masks kept per size; beyond that all are made anew, which costs a few milliseconds. */
    private static final int MAX_KEPT = 8192;

    private static final int ASCII = 128;

    private static final Map<Integer, CellFont> SIZES = new ConcurrentHashMap<>();

    private final int width;
    private final int height;
    private final byte[][] ascii = new byte[ASCII * 2][];
    private final Map<Integer, byte[]> others = new ConcurrentHashMap<>();

    private CellFont(int width) {
        this.width = width;
        this.height = width * 2;
    }

    /** The font whose cells are so wide; 4 to 128 pixels. */
    public static CellFont ofWidth(int cellWidth) {
        return SIZES.computeIfAbsent(Math.clamp(cellWidth, MIN_WIDTH, MAX_WIDTH), CellFont::new);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Draws a character and its background. What does not fit into the picture is left out. */
    public void draw(
            FrameBuffer target,
            int x,
            int y,
            int codePoint,
            int columns,
            boolean bold,
            boolean italic,
            int foreground,
            int background) {
        if (codePoint == ' ') {
            target.fill(new holdfast.graphics.Rect(x, y, width * columns, height), background);
            return;
        }
        byte[] mask = mask(codePoint, columns, bold, italic);
        int stride = width * columns;
        int right = Math.min(stride, target.width() - x);
        int bottom = Math.min(height, target.height() - y);
        int[] pixels = target.pixels();
        for (int row = Math.max(0, -y); row < bottom; row++) {
            int to = (y + row) * target.width() + x;
            int from = row * stride;
            for (int column = Math.max(0, -x); column < right; column++) {
                int alpha = mask[from + column] & 0xFF;
                pixels[to + column] =
                        alpha == 0
                                ? background
                                : alpha == 255 ? foreground : blend(background, foreground, alpha);
            }
        }
    }

    /** Draws a character over what is there. */
    public void drawOver(
            FrameBuffer target,
            int x,
            int y,
            int codePoint,
            int columns,
            boolean bold,
            int foreground) {
        byte[] mask = mask(codePoint, columns, bold, false);
        int stride = width * columns;
        int right = Math.min(stride, target.width() - x);
        int bottom = Math.min(height, target.height() - y);
        int[] pixels = target.pixels();
        for (int row = Math.max(0, -y); row < bottom; row++) {
            int to = (y + row) * target.width() + x;
            for (int column = Math.max(0, -x); column < right; column++) {
                int alpha = mask[row * stride + column] & 0xFF;
                if (alpha != 0) {
                    pixels[to + column] = blend(pixels[to + column], foreground, alpha);
                }
            }
        }
    }

    private byte[] mask(int codePoint, int columns, boolean bold, boolean italic) {
        if (codePoint < ASCII && columns == 1 && !italic) {
            int at = codePoint * 2 + (bold ? 1 : 0);
            byte[] mask = ascii[at];
            if (mask == null) {
                mask = make(codePoint, 1, bold, false);
                ascii[at] = mask;
            }
            return mask;
        }
        int key = codePoint << 3 | columns << 2 & 4 | (bold ? 2 : 0) | (italic ? 1 : 0);
        byte[] known = others.get(key);
        if (known != null) {
            return known;
        }
        if (others.size() >= MAX_KEPT) {
            others.clear();
        }
        byte[] made = make(codePoint, columns, bold, italic);
        others.put(key, made);
        return made;
    }

    private byte[] make(int codePoint, int columns, boolean bold, boolean italic) {
        return Typeface.loaded().mask(codePoint, bold, italic, columns, width, height);
    }

    /** Mixes two colours; {@code alpha} 0 to 255 of {@code over}. */
    public static int blend(int under, int over, int alpha) {
        int weight = alpha + (alpha >> 7);
        int redBlue = under & 0xFF00FF;
        int green = under & 0x00FF00;
        redBlue += ((over & 0xFF00FF) - redBlue) * weight >> 8;
        green += ((over & 0x00FF00) - green) * weight >> 8;
        return redBlue & 0xFF00FF | green & 0x00FF00;
    }
}
