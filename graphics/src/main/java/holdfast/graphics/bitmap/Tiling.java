package holdfast.graphics.bitmap;

import holdfast.graphics.Rect;
import java.util.ArrayList;
import java.util.List;

/** Cuts what is to be sent into areas that a bitmap update can carry. */
public final class Tiling {
    private Tiling() {}

    /**
     * Areas that cover {@code rects}, each at most {@code maxWidth} by {@code maxHeight}. Their
     * widths are multiples of four, unless the picture is narrower than that; for this, areas grow
     * by up to three columns and may then overlap.
     *
     * @param maxWidth a multiple of four
     * @param bounds of the picture; areas stay within
     */
    public static List<Rect> cut(List<Rect> rects, int maxWidth, int maxHeight, Rect bounds) {
        if (maxWidth < 4 || maxWidth % 4 != 0 || maxHeight < 1) {
            throw new IllegalArgumentException("no tiles of " + maxWidth + "x" + maxHeight);
        }
        List<Rect> tiles = new ArrayList<>();
        for (Rect whole : rects) {
            Rect rect = whole.intersect(bounds);
            for (int y = rect.y(); y < rect.bottom(); y += maxHeight) {
                int height = Math.min(maxHeight, rect.bottom() - y);
                for (int x = rect.x(); x < rect.right(); x += maxWidth) {
                    int width = Math.min(maxWidth, rect.right() - x);
                    tiles.add(aligned(new Rect(x, y, width, height), bounds));
                }
            }
        }
        return tiles;
    }

    private static Rect aligned(Rect rect, Rect bounds) {
        int width = BitmapCodec.paddedWidth(rect.width());
        if (width > bounds.width()) {
            return rect;
        }
        int x = Math.min(rect.x(), bounds.right() - width);
        return new Rect(x, rect.y(), width, rect.height());
    }
}
