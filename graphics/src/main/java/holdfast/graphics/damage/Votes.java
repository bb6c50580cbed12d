package holdfast.graphics.damage;

import java.util.Arrays;

/** Counts how often each offset is proposed. */
final class Votes {
    private static final int TABLE = 1 << 12;
    private static final int FEWEST = 3;

    /** Offsets as (dy << 16 | dx & 0xFFFF); free where the count is 0. */
    private final int[] offsets = new int[TABLE];

    private final int[] counts = new int[TABLE];
    private int used;
    private int dx;
    private int dy;

    void clear() {
        Arrays.fill(counts, 0);
        used = 0;
    }

    void add(int dx, int dy) {
        int offset = dy << 16 | dx & 0xFFFF;
        int slot = offset * 0x9E3779B1 >>> 20;
        while (counts[slot] != 0 && offsets[slot] != offset) {
            slot = slot + 1 & TABLE - 1;
        }
        if (counts[slot] == 0) {
            if (used == TABLE / 2) {
                return; // So many different ones are noise; the real ones are in by now.
            }
            used++;
            offsets[slot] = offset;
        }
        counts[slot]++;
    }

    /** Takes out the offset with most votes; false if none has enough. */
    boolean takeBest() {
        int best = 0;
        for (int slot = 1; slot < TABLE; slot++) {
            if (counts[slot] > counts[best]) {
                best = slot;
            }
        }
        if (counts[best] < FEWEST) {
            return false;
        }
        dx = (short) offsets[best];
        dy = offsets[best] >> 16;
        counts[best] = 1; // Not free, or others would not be found any more.
        return true;
    }

    /** Of the offset taken last. */
    int dx() {
        return dx;
    }

    int dy() {
        return dy;
    }
}
