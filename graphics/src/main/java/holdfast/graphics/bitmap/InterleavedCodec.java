package holdfast.graphics.bitmap;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;

/**
 * Interleaved RLE for 8, 15, 16 and 24 bits per pixel: RLE_BITMAP_STREAM, [MS-RDPBCGR]
 * 2.2.9.1.1.3.1.2.4.
 */
public final class InterleavedCodec implements BitmapCodec {
    private final ColorDepth depth;

    public InterleavedCodec(ColorDepth depth) {
        if (depth == ColorDepth.RGB_32) {
            throw new IllegalArgumentException("32 bits per pixel are compressed as planes");
        }
        this.depth = depth;
    }

    @Override
    public ColorDepth depth() {
        return depth;
    }

    @Override
    public int encode(FrameBuffer source, Rect area, byte[] out, int at) {
        return NOT_WORTH_IT;
    }
}
