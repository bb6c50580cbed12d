package holdfast.graphics;

import java.util.Arrays;

/**
 * A picture in memory: one {@code int} per pixel, 0x00RRGGBB (the top byte is ignored and may be
 * anything), rows from the top without padding. Not safe for more than one thread; the owner is
 * whoever made it.
 */
public final class FrameBuffer {
    /** The largest side that RDP can name ([MS-RDPBCGR] 2.2.7.1.1). */
    public static final int MAX_SIDE = 8192;

    private final int width;
    private final int height;
    private final int[] pixels;

    public FrameBuffer(int width, int height) {
        if (width < 1 || height < 1 || width > MAX_SIDE * 4 || height > MAX_SIDE * 4) {
            throw new IllegalArgumentException("no such picture: " + width + "x" + height);
        }
        this.width = width;
        this.height = height;
        this.pixels = new int[Math.multiplyExact(width, height)];
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public Rect bounds() {
        return new Rect(0, 0, width, height);
    }

    /** The pixels themselves, not a copy; the row stride is {@link #width}. */
    public int[] pixels() {
        return pixels;
    }

    public int pixel(int x, int y) {
        return pixels[y * width + x];
    }

    public void fill(Rect area, int rgb) {
        Rect r = area.intersect(bounds());
        for (int y = r.y(); y < r.bottom(); y++) {
            Arrays.fill(pixels, y * width + r.x(), y * width + r.right(), rgb);
        }
    }

    /** Copies {@code area} of {@code source} to the same place here. Both contain it. */
    public void copyFrom(FrameBuffer source, Rect area) {
        for (int y = area.y(); y < area.bottom(); y++) {
            System.arraycopy(
                    source.pixels,
                    y * source.width + area.x(),
                    pixels,
                    y * width + area.x(),
                    area.width());
        }
    }

    /** Moves pixels within the picture, as a screen-to-screen copy does; overlap is allowed. */
    public void move(Move move) {
        Rect to = move.target();
        int source = move.sourceY() * width + move.sourceX();
        int target = to.y() * width + to.x();
        if (move.sourceY() >= to.y()) {
            for (int row = 0; row < to.height(); row++) {
                System.arraycopy(
                        pixels, source + row * width, pixels, target + row * width, to.width());
            }
        } else {
            for (int row = to.height() - 1; row >= 0; row--) {
                System.arraycopy(
                        pixels, source + row * width, pixels, target + row * width, to.width());
            }
        }
    }
}
