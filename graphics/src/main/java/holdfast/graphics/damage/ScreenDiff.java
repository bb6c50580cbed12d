package holdfast.graphics.damage;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Move;
import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Brings a shadow picture (what a viewer has) up to date with the real one and says what changed.
 * Keeps its work memory from frame to frame; for one thread at a time.
 */
public final class ScreenDiff {
    private static final int TILE_WIDTH = 64;
    private static final int TILE_HEIGHT = 16;

    private final MoveDetector moves = new MoveDetector();

    /**
     * Copies what differs from {@code now} to {@code shadow}, within {@code damage}.
     *
     * @param damage where the two may differ; what lies outside both pictures is ignored
     * @return exactly the pixels that differed, made up to whole small rectangles
     */
    public Region update(FrameBuffer shadow, Pixels now, Region damage) {
        Region changed = new Region();
        MemorySegment target = MemorySegment.ofArray(shadow.pixels());
        Region within = Region.copyOf(damage);
        within.intersect(shadow.bounds().intersect(now.bounds()));
        for (Rect part : within.rects()) {
            for (int y = part.y(); y < part.bottom(); y += TILE_HEIGHT) {
                int bottom = Math.min(y + TILE_HEIGHT, part.bottom());
                for (int x = part.x(); x < part.right(); x += TILE_WIDTH) {
                    int right = Math.min(x + TILE_WIDTH, part.right());
                    Rect tile = Rect.ofEdges(x, y, right, bottom);
                    if (updateTile(target, shadow.width(), now, tile)) {
                        changed.add(tile);
                    }
                }
            }
        }
        return changed;
    }

    /**
     * Like {@link #update}, but looks first for parts that moved within the picture, and moves them
     * in {@code shadow} too.
     */
    public Changes updateWithMoves(FrameBuffer shadow, Pixels now, Region damage) {
        List<Move> found = moves.find(shadow, now, damage);
        Region look = Region.copyOf(damage);
        for (Move move : found) {
            shadow.move(move);
            look.add(move.target());
        }
        return new Changes(found, update(shadow, now, look));
    }

    private static boolean updateTile(MemorySegment target, int stride, Pixels now, Rect tile) {
        boolean changed = false;
        long bytes = 4L * tile.width();
        for (int y = tile.y(); y < tile.bottom(); y++) {
            long from = now.offset(tile.x(), y);
            long to = 4L * (y * (long) stride + tile.x());
            if (MemorySegment.mismatch(now.data(), from, from + bytes, target, to, to + bytes)
                    >= 0) {
                MemorySegment.copy(now.data(), from, target, to, bytes);
                changed = true;
            }
        }
        return changed;
    }
}
