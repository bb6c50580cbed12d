package holdfast.graphics.damage;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Move;
import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * Brings a shadow picture (what a viewer has) up to date with the real one and says what changed.
 * Keeps its work memory from frame to frame; for one thread at a time.
 */
public final class ScreenDiff {
    private static final int TILE_WIDTH = 64;
    private static final int TILE_HEIGHT = 16;

    /** So few pixels are painted sooner than searched for in the old picture. */
    private static final int WORTH_A_SEARCH = 4096;

    private static final int RGB = 0xFFFFFF;

    private final MoveDetector moves = new MoveDetector();

    // What changed in each tile of the row of tiles at hand; untouched where right is 0.
    private int[] left = new int[0];
    private int[] right = new int[0];
    private int[] top = new int[0];
    private int[] bottom = new int[0];

    /**
     * Copies what differs from {@code now} to {@code shadow}, within {@code damage}.
     *
     * @param damage where the two may differ; what lies outside both pictures is ignored
     * @return where they differed: in each tile of 64 by 16 the smallest rectangle around it
     */
    public Region update(FrameBuffer shadow, Pixels now, Region damage) {
        return compare(shadow, now, damage, true);
    }

    /**
     * Like {@link #update}, but looks first for parts that moved within the picture, and moves them
     * in {@code shadow} too.
     */
    public Changes updateWithMoves(FrameBuffer shadow, Pixels now, Region damage) {
        if (damage.area() < WORTH_A_SEARCH) {
            return new Changes(List.of(), update(shadow, now, damage));
        }
        Region changed = compare(shadow, now, damage, false);
        List<Move> found =
                changed.area() < WORTH_A_SEARCH
                        ? List.of()
                        : moves.find(shadow, now, Region.copyOf(changed));
        for (Move move : found) {
            shadow.move(move);
            changed.add(move.target());
        }
        return new Changes(found, update(shadow, now, changed));
    }

    private Region compare(FrameBuffer shadow, Pixels now, Region damage, boolean copy) {
        Region changed = new Region();
        Region within = Region.copyOf(damage);
        within.intersect(shadow.bounds().intersect(now.bounds()));
        prepare(shadow.width());
        for (int first = 0, next; first < within.size(); first = next) {
            next = first + 1;
            Rect band = within.rect(first);
            while (next < within.size() && within.rect(next).y() == band.y()) {
                next++;
            }
            for (int y = band.y(); y < band.bottom(); ) {
                int end = Math.min((y / TILE_HEIGHT + 1) * TILE_HEIGHT, band.bottom());
                for (int span = first; span < next; span++) {
                    Rect part = within.rect(span);
                    for (int row = y; row < end; row++) {
                        compareRow(shadow, now, part.x(), part.right(), row, copy);
                    }
                }
                changed.add(takeTiles());
                y = end;
            }
        }
        return changed;
    }

    private void prepare(int width) {
        int tiles = (width + TILE_WIDTH - 1) / TILE_WIDTH;
        if (left.length != tiles) {
            left = new int[tiles];
            right = new int[tiles];
            top = new int[tiles];
            bottom = new int[tiles];
        }
        Arrays.fill(right, 0);
    }

    private void compareRow(
            FrameBuffer shadow, Pixels now, int from, int end, int y, boolean copy) {
        int[] pixels = shadow.pixels();
        MemorySegment target = MemorySegment.ofArray(pixels);
        int row = y * shadow.width();
        int x = from;
        while (x < end) {
            long differs =
                    MemorySegment.mismatch(
                            now.data(),
                            now.offset(x, y),
                            now.offset(end, y),
                            target,
                            4L * (row + x),
                            4L * (row + end));
            if (differs < 0) {
                return;
            }
            int start = x + (int) (differs / 4);
            int tile = start / TILE_WIDTH;
            int tileEnd = Math.min((tile + 1) * TILE_WIDTH, end);
            int first = start;
            while (first < tileEnd && same(now, first, y, pixels[row + first])) {
                first++; // Only the byte differs that means nothing.
            }
            if (first < tileEnd) {
                int last = tileEnd - 1;
                while (same(now, last, y, pixels[row + last])) {
                    last--;
                }
                note(tile, first, last + 1, y);
            }
            if (copy) {
                long bytes = 4L * (tileEnd - start);
                MemorySegment.copy(
                        now.data(), now.offset(start, y), target, 4L * (row + start), bytes);
            }
            x = tileEnd;
        }
    }

    private static boolean same(Pixels now, int x, int y, int pixel) {
        return ((now.data().get(Pixels.PIXEL, now.offset(x, y)) ^ pixel) & RGB) == 0;
    }

    private void note(int tile, int from, int end, int y) {
        if (right[tile] == 0) {
            left[tile] = from;
            right[tile] = end;
            top[tile] = y;
        } else {
            left[tile] = Math.min(left[tile], from);
            right[tile] = Math.max(right[tile], end);
            // Two spans of damage may touch one tile, and the second starts at the top again.
            top[tile] = Math.min(top[tile], y);
        }
        bottom[tile] = Math.max(bottom[tile], y + 1);
    }

    /** What was noted of the row of tiles, which is forgotten. */
    private Region takeTiles() {
        Region region = new Region();
        for (int tile = 0; tile < right.length; ) {
            if (right[tile] == 0) {
                tile++;
                continue;
            }
            int first = tile++;
            while (tile < right.length
                    && right[tile] != 0
                    && left[tile] == right[tile - 1]
                    && top[tile] == top[first]
                    && bottom[tile] == bottom[first]) {
                tile++;
            }
            region.add(Rect.ofEdges(left[first], top[first], right[tile - 1], bottom[first]));
        }
        Arrays.fill(right, 0);
        Arrays.fill(bottom, 0);
        return region;
    }
}
