package holdfast.graphics.damage;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A picture to read from, wherever it lies: in a {@link FrameBuffer} or in memory shared with an X
 * server. Pixels are 32 bits, blue in the lowest byte, the highest byte ignored.
 *
 * @param data at least {@code height} rows of {@code rowBytes}
 * @param rowBytes from one row to the next, a multiple of four
 */
public record Pixels(MemorySegment data, int width, int height, long rowBytes) {
    static final ValueLayout.OfInt PIXEL =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    public Pixels {
        if (width < 1 || height < 1 || rowBytes < 4L * width || rowBytes % 4 != 0) {
            throw new IllegalArgumentException(
                    "no such picture: %dx%d in rows of %d".formatted(width, height, rowBytes));
        }
        if (data.byteSize() < (height - 1) * rowBytes + 4L * width) {
            throw new IllegalArgumentException(
                    "%dx%d in only %d bytes".formatted(width, height, data.byteSize()));
        }
    }

    /** A view of the picture as it is now and as it changes; little-endian machines only. */
    public static Pixels of(FrameBuffer picture) {
        return new Pixels(
                MemorySegment.ofArray(picture.pixels()),
                picture.width(),
                picture.height(),
                4L * picture.width());
    }

    public Rect bounds() {
        return new Rect(0, 0, width, height);
    }

    long offset(int x, int y) {
        return y * rowBytes + 4L * x;
    }
}
