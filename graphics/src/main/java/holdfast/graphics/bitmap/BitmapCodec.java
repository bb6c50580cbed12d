package holdfast.graphics.bitmap;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;

/**
 * Turns a rectangle of a picture into the {@code bitmapDataStream} of a TS_BITMAP_DATA
 * ([MS-RDPBCGR] 2.2.9.1.1.3.1.2.2), rows from the bottom. An instance keeps work memory, so it
 * belongs to one thread at a time; it has no state that outlives a call.
 *
 * <p>Bitmaps are {@link #paddedWidth} wide, a multiple of four. Pixels right of {@code area} are
 * taken from the picture, or repeat the last one where the picture ends. Some clients shear a
 * bitmap that is wider than its destination, so give areas from {@link Tiling#cut}.
 */
public sealed interface BitmapCodec permits RawCodec, InterleavedCodec, PlanarCodec {
    /** The answer of {@link #encode} when uncompressed pixels would be no longer. */
    int NOT_WORTH_IT = -1;

    ColorDepth depth();

    /**
     * Writes the bitmap, without TS_CD_HEADER.
     *
     * @param out has room for {@link #rawLength} bytes from {@code at}
     * @return how many bytes were written, or {@link #NOT_WORTH_IT}: what then is in {@code out} is
     *     of no use, and {@link RawCodec} is to be taken
     */
    int encode(FrameBuffer source, Rect area, byte[] out, int at);

    /** Whether BITMAP_COMPRESSION is to be set for what {@link #encode} wrote. */
    default boolean compresses() {
        return !(this instanceof RawCodec);
    }

    /** How long {@code area} is uncompressed; no encoding is longer. */
    default int rawLength(Rect area) {
        return paddedWidth(area.width()) * area.height() * depth().bytesPerPixel();
    }

    /** The next multiple of four. */
    static int paddedWidth(int width) {
        return width + 3 & ~3;
    }

    /**
     * The compressing codec for a depth: interleaved RLE, or planar for 32 bits per pixel.
     *
     * @param skipAlpha the client's bitmap capability set has DRAW_ALLOW_SKIP_ALPHA ([MS-RDPBCGR]
     *     2.2.7.1.2)
     */
    static BitmapCodec compressing(ColorDepth depth, boolean skipAlpha) {
        return depth == ColorDepth.RGB_32
                ? new PlanarCodec(skipAlpha)
                : new InterleavedCodec(depth);
    }
}
