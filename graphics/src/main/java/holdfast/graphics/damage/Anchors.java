package holdfast.graphics.damage;

import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Places in a picture that are told apart by what is drawn around them, wherever that stands. Which
 * pixels are anchors is decided by their neighbours alone, so the same drawing has the same anchors
 * in two pictures; plain areas have none.
 */
final class Anchors {
    /** What an anchor looks at, to the right and below. */
    private static final int WIDTH = 16;

    private static final int HEIGHT = 8;

    /** About so many pixels of each picture are looked at. */
    private static final int LOOK_AT = 1 << 17;

    private static final int TABLE = 1 << 15;
    private static final int MAX_ANCHORS = TABLE / 2;
    private static final int AMBIGUOUS = -1;

    private final long[] keys = new long[TABLE];
    private final int[] places = new int[TABLE];
    private int count;

    private int[] upper = new int[0];
    private int[] lower = new int[0];
    private int[] marks = new int[0];

    /** Remembers the anchors in {@code area}, at most a certain number, of the old picture. */
    void index(Pixels picture, Region area) {
        Arrays.fill(keys, 0);
        count = 0;
        int step = step(area);
        scan(picture, area, step, 1, selection(area, step), this::remember);
    }

    /** Tells for anchors of the new picture where else they were when indexed. */
    void match(Pixels picture, Region area, Votes votes) {
        int step = step(area);
        scan(
                picture,
                area,
                step * step,
                step,
                selection(area, step),
                (key, x, y) -> {
                    int slot = slot(key);
                    int place = places[slot];
                    if (keys[slot] == key && place != AMBIGUOUS) {
                        int dx = x - (place & 0xFFFF);
                        int dy = y - (place >>> 16);
                        if (dx != 0 || dy != 0) {
                            votes.add(dx, dy);
                        }
                    }
                    return true;
                });
    }

    /** Gets anchors; false ends the scan. */
    private interface Sink {
        boolean anchor(long key, int x, int y);
    }

    private boolean remember(long key, int x, int y) {
        int slot = slot(key);
        if (keys[slot] == key) {
            places[slot] = AMBIGUOUS;
        } else {
            keys[slot] = key;
            places[slot] = y << 16 | x;
            count++;
        }
        return count < MAX_ANCHORS;
    }

    private int slot(long key) {
        int slot = (int) (key >>> 40) & TABLE - 1;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & TABLE - 1;
        }
        return slot;
    }

    /**
     * In large areas not all rows are looked at: in the old picture every {@code step}th one, in
     * the new one as many next to each other, then a gap. So there always are some that stood in
     * rows that were looked at, by whatever they moved.
     */
    private static int step(Region area) {
        return Math.clamp(area.area() / LOOK_AT, 1, 8);
    }

    /** How many of the top bits of a mark decide: one pixel in 4 where few are looked at, to 64. */
    private static int selection(Region area, int step) {
        int log = 63 - Long.numberOfLeadingZeros(area.area() / step / 8192 + 1);
        return 32 - Math.clamp(log, 2, 6);
    }

    /** Looks at {@code rows} rows of every {@code step}, counted from the top of the picture. */
    private void scan(Pixels picture, Region area, int step, int rows, int shift, Sink sink) {
        if (upper.length < picture.width()) {
            upper = new int[picture.width()];
            lower = new int[picture.width()];
            marks = new int[picture.width()];
        }
        for (int i = 0; i < area.size(); i++) {
            Rect part = area.rect(i);
            int end = Math.min(part.right(), picture.width() - WIDTH + 1);
            int bottom = Math.min(part.bottom(), picture.height() - HEIGHT + 1);
            for (int y = part.y(); y < bottom; y++) {
                if (y % step < rows
                        && part.x() < end
                        && !scanRow(picture, part.x(), end, y, shift, sink)) {
                    return;
                }
            }
        }
    }

    private boolean scanRow(Pixels picture, int from, int end, int y, int shift, Sink sink) {
        int columns = end - from;
        int width = columns + WIDTH - 1;
        read(picture, from, y, upper, width);
        read(picture, from, y + 3, lower, width);
        mark(upper, lower, marks, columns);
        int wanted = 0x15 & (1 << 32 - shift) - 1;
        for (int x = 0; x < columns; x++) {
            if (marks[x] >>> shift == wanted
                    && telling(upper, lower, x)
                    && !sink.anchor(key(picture, from + x, y), from + x, y)) {
                return false;
            }
        }
        return true;
    }

    private static void read(Pixels picture, int x, int y, int[] row, int width) {
        MemorySegment.copy(
                picture.data(), ValueLayout.JAVA_INT, picture.offset(x, y), row, 0, width);
    }

    /** Differences only, so that plain colour is marked 0; a loop that is compiled to vectors. */
    private static void mark(int[] a, int[] b, int[] marks, int count) {
        for (int x = 0; x < count; x++) {
            marks[x] =
                    (a[x] - a[x + 1]) * 0x9E3779B1
                            + (a[x + 2] - a[x + 5]) * 0x85EBCA77
                            + (a[x + 4] - a[x + 9]) * 0xC2B2AE3D
                            + (a[x + 7] - a[x + 15]) * 0x27D4EB2F
                            + (b[x] - b[x + 3]) * 0x165667B1
                            + (b[x + 6] - b[x + 11]) * 0xD3A2646D;
        }
    }

    /** Whether enough goes on here: a single edge is met everywhere in a text. */
    private static boolean telling(int[] a, int[] b, int x) {
        int changes = 0;
        changes += a[x] != a[x + 1] ? 1 : 0;
        changes += a[x + 2] != a[x + 5] ? 1 : 0;
        changes += a[x + 4] != a[x + 9] ? 1 : 0;
        changes += a[x + 7] != a[x + 15] ? 1 : 0;
        changes += b[x] != b[x + 3] ? 1 : 0;
        changes += b[x + 6] != b[x + 11] ? 1 : 0;
        return changes >= 3;
    }

    /** What stands in the window of an anchor, in 64 bits; never 0. */
    private static long key(Pixels picture, int x, int y) {
        long key = 1;
        for (int row = 0; row < HEIGHT; row += 2) {
            long at = picture.offset(x, y + row);
            for (int column = row / 2 % 2; column < WIDTH; column += 2) {
                int pixel = picture.data().get(Pixels.PIXEL, at + 4L * column);
                key = (key ^ pixel) * 0x9E3779B97F4A7C15L;
                key ^= key >>> 29;
            }
        }
        return key == 0 ? 1 : key;
    }
}
