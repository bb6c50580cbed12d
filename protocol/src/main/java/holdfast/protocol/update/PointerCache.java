package holdfast.protocol.update;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which pointers the client holds, by the slot they were sent to. The slot that was not used for
 * the longest time is the next to be overwritten. Not safe for more than one thread.
 */
final class PointerCache {
    /** Clients may announce 65535 slots; no desktop has that many pointers. */
    private static final int MOST_SLOTS = 128;

    private record Shape(int width, int height, int hotX, int hotY, int[] argb) {
        boolean is(int width, int height, int hotX, int hotY, int[] argb) {
            return this.width == width
                    && this.height == height
                    && this.hotX == hotX
                    && this.hotY == hotY
                    && Arrays.equals(this.argb, argb);
        }
    }

    private final @Nullable Shape[] shapes;
    private final long[] lastUse;
    private long uses;

    PointerCache(int slots) {
        int kept = Math.min(slots, MOST_SLOTS);
        shapes = new @Nullable Shape[kept];
        lastUse = new long[kept];
    }

    /** The slot that holds this shape, or -1. */
    int find(int width, int height, int hotX, int hotY, int[] argb) {
        for (int slot = 0; slot < shapes.length; slot++) {
            Shape shape = shapes[slot];
            if (shape != null && shape.is(width, height, hotX, hotY, argb)) {
                lastUse[slot] = ++uses;
                return slot;
            }
        }
        return -1;
    }

    /** Remembers a copy of the shape and returns the slot it goes to. */
    int store(int width, int height, int hotX, int hotY, int[] argb) {
        int oldest = 0;
        for (int slot = 1; slot < shapes.length; slot++) {
            if (lastUse[slot] < lastUse[oldest]) {
                oldest = slot;
            }
        }
        shapes[oldest] = new Shape(width, height, hotX, hotY, argb.clone());
        lastUse[oldest] = ++uses;
        return oldest;
    }
}
