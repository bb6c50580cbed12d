package holdfast.graphics.bitmap;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;

/**
 * The planar codec for 32 bits per pixel: RDP6_BITMAP_STREAM, [MS-RDPEGDI] 2.2.2.5.1. No alpha
 * plane, no loss of colour.
 */
public final class PlanarCodec implements BitmapCodec {
    @Override
    public ColorDepth depth() {
        return ColorDepth.RGB_32;
    }

    @Override
    public int encode(FrameBuffer source, Rect area, byte[] out, int at) {
        return NOT_WORTH_IT;
    }
}
