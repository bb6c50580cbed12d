package holdfast.graphics.bitmap;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;

/** Uncompressed pixels, [MS-RDPBCGR] 2.2.9.1.1.3.1.2.2. */
public final class RawCodec implements BitmapCodec {
    private final ColorDepth depth;
    private int[] row = new int[64];

    public RawCodec(ColorDepth depth) {
        this.depth = depth;
    }

    @Override
    public ColorDepth depth() {
        return depth;
    }

    @Override
    public int encode(FrameBuffer source, Rect area, byte[] out, int at) {
        int width = BitmapCodec.paddedWidth(area.width());
        if (row.length < width) {
            row = new int[width];
        }
        int to = at;
        for (int y = area.bottom() - 1; y >= area.y(); y--) {
            Rows.convert(depth, source, area.x(), y, row, 0, width);
            to = Rows.write(depth, row, 0, width, out, to);
        }
        return to - at;
    }
}
