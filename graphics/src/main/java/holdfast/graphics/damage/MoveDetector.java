package holdfast.graphics.damage;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Move;
import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds parts of the new picture that stood elsewhere in the old one: scrolled text, dragged
 * windows. Anchors that both pictures have propose offsets; the few proposed most often are tried
 * on blocks of pixels, and blocks that agree make up the moves. Keeps its work memory from frame to
 * frame; for one thread at a time.
 */
public final class MoveDetector {
    private static final int BLOCK = 16;

    /** How many offsets are tried; bounds the time. */
    private static final int MAX_OFFSETS = 4;

    /** How many moves one offset may give, and what each must save, in pixels. */
    private static final int MAX_MOVES = 8;

    private static final int WORTH_A_MOVE = 1024;

    /** What all moves by one offset must save, as a part of all that changed. */
    private static final int WORTH_AN_OFFSET = 32;

    /** Pixels that may be moved wrongly (and are then painted) to make two moves one. */
    private static final int WASTE = 4 * BLOCK * BLOCK;

    private final Anchors anchors = new Anchors();
    private final Votes votes = new Votes();
    private boolean[] equal = new boolean[0];

    /**
     * Moves that bring {@code old} nearer to {@code now}, in the order in which they are to be
     * done. They may get some pixels wrong that were right before: after them, compare within
     * {@code changed} and their targets.
     *
     * @param changed where the two differ; sources are sought there only, for what has gone from
     *     its old place has left a change. It is used up
     */
    public List<Move> find(FrameBuffer old, Pixels now, Region changed) {
        changed.intersect(old.bounds().intersect(now.bounds()));
        long area = changed.area();
        if (area < WORTH_A_MOVE) {
            return List.of();
        }
        Pixels before = Pixels.of(old);
        anchors.index(before, changed);
        votes.clear();
        anchors.match(now, changed, votes);
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < MAX_OFFSETS && votes.takeBest(); i++) {
            tryOffset(before, now, votes.dx(), votes.dy(), changed, area / WORTH_AN_OFFSET, moves);
        }
        return moves;
    }

    private void tryOffset(
            Pixels old, Pixels now, int dx, int dy, Region changed, long worth, List<Move> moves) {
        Rect box = changed.bounds();
        Rect reach = box.intersect(old.bounds().translate(dx, dy));
        if (reach.isEmpty()) {
            return;
        }
        Region agreeing = agreeing(old, now, reach, dx, dy);
        for (Move done : moves) {
            // Neither over what has been moved, nor from where it has been moved to.
            agreeing.subtract(done.target());
            agreeing.subtract(done.target().translate(dx, dy));
        }
        long savedByAll = 0;
        List<Rect> targets = new ArrayList<>();
        for (Rect rect : agreeing.covering(4 * MAX_MOVES, WASTE)) {
            Region saved = Region.copyOf(changed);
            saved.intersect(rect);
            if (saved.area() >= WORTH_A_MOVE && targets.size() < MAX_MOVES) {
                Rect target = grow(old, now, saved.bounds(), reach, dx, dy);
                targets.add(target);
                savedByAll += saved.area();
            }
        }
        if (savedByAll < worth) {
            return;
        }
        targets.forEach(changed::subtract);
        while (!targets.isEmpty()) {
            Rect next = harmless(targets, dx, dy);
            targets.remove(next);
            moves.add(new Move(next.x() - dx, next.y() - dy, next));
        }
    }

    /** The blocks of {@code area} that show what stood at the offset before. */
    private Region agreeing(Pixels old, Pixels now, Rect area, int dx, int dy) {
        int columns = (area.width() + BLOCK - 1) / BLOCK;
        if (equal.length < columns) {
            equal = new boolean[columns];
        }
        Region agreeing = new Region();
        for (int y = area.y(); y < area.bottom(); y += BLOCK) {
            int bottom = Math.min(y + BLOCK, area.bottom());
            Arrays.fill(equal, 0, columns, true);
            for (int row = y; row < bottom; row++) {
                compareRow(old, now, area, row, columns, dx, dy);
            }
            for (int column = 0, end; column < columns; column = end + 1) {
                end = runEnd(column, columns);
                int right = Math.min(area.x() + end * BLOCK, area.right());
                agreeing.add(Rect.ofEdges(area.x() + column * BLOCK, y, right, bottom));
            }
        }
        return agreeing;
    }

    private void compareRow(Pixels old, Pixels now, Rect area, int y, int columns, int dx, int dy) {
        int column = 0;
        while (column < columns) {
            int end = runEnd(column, columns);
            if (column < end) {
                int x = area.x() + column * BLOCK;
                int right = Math.min(area.x() + end * BLOCK, area.right());
                long differs = mismatch(old, now, x, right, y, dx, dy);
                if (differs >= 0) {
                    column += (int) (differs / (4 * BLOCK));
                    equal[column] = false;
                    end = column;
                }
            }
            column = end + 1;
        }
    }

    private int runEnd(int column, int columns) {
        int end = column;
        while (end < columns && equal[end]) {
            end++;
        }
        return end;
    }

    private static long mismatch(Pixels old, Pixels now, int x, int right, int y, int dx, int dy) {
        return MemorySegment.mismatch(
                now.data(),
                now.offset(x, y),
                now.offset(right, y),
                old.data(),
                old.offset(x - dx, y - dy),
                old.offset(right - dx, y - dy));
    }

    /** Adds the rows and columns that agree just beside a rectangle: blocks are coarse. */
    private static Rect grow(Pixels old, Pixels now, Rect rect, Rect reach, int dx, int dy) {
        int left = rect.x();
        int top = rect.y();
        int right = rect.right();
        int bottom = rect.bottom();
        for (int i = 0; i < BLOCK; i++) {
            if (top > reach.y() && mismatch(old, now, left, right, top - 1, dx, dy) < 0) {
                top--;
            }
            if (bottom < reach.bottom() && mismatch(old, now, left, right, bottom, dx, dy) < 0) {
                bottom++;
            }
        }
        for (int i = 0; i < BLOCK; i++) {
            if (left > reach.x() && columnAgrees(old, now, left - 1, top, bottom, dx, dy)) {
                left--;
            }
            if (right < reach.right() && columnAgrees(old, now, right, top, bottom, dx, dy)) {
                right++;
            }
        }
        return Rect.ofEdges(left, top, right, bottom);
    }

    private static boolean columnAgrees(
            Pixels old, Pixels now, int x, int top, int bottom, int dx, int dy) {
        for (int y = top; y < bottom; y++) {
            if (now.data().get(Pixels.PIXEL, now.offset(x, y))
                    != old.data().get(Pixels.PIXEL, old.offset(x - dx, y - dy))) {
                return false;
            }
        }
        return true;
    }

    /** One whose target is no source of the others; any if there is none such. */
    private static Rect harmless(List<Rect> targets, int dx, int dy) {
        for (Rect candidate : targets) {
            boolean harms = false;
            for (Rect other : targets) {
                harms |= other != candidate && candidate.intersects(other.translate(-dx, -dy));
            }
            if (!harms) {
                return candidate;
            }
        }
        return targets.getFirst();
    }
}
