package holdfast.graphics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A set of pixels, kept as rectangles that do not overlap: bands from the top, each cut into spans
 * from the left; two regions with the same pixels hold the same rectangles. Mutable, for one thread
 * at a time.
 */
public final class Region {
    private static final int UNION = 0b1110;
    private static final int INTERSECTION = 0b1000;
    private static final int DIFFERENCE = 0b0010;

    /** How far down the list a partner is sought when rectangles are merged; bounds the time. */
    private static final int MERGE_WINDOW = 16;

    /** Left, top, right, bottom of each rectangle. */
    private int[] edges = new int[16];

    private int length;

    public static Region of(Rect... rects) {
        return of(Arrays.asList(rects));
    }

    public static Region of(Collection<Rect> rects) {
        Region region = new Region();
        rects.forEach(region::add);
        return region;
    }

    public static Region copyOf(Region other) {
        Region copy = new Region();
        copy.edges = Arrays.copyOf(other.edges, Math.max(16, other.length));
        copy.length = other.length;
        return copy;
    }

    public void add(Rect rect) {
        if (!rect.isEmpty()) {
            combine(single(rect), UNION);
        }
    }

    public void add(Region other) {
        combine(other, UNION);
    }

    public void subtract(Rect rect) {
        if (!rect.isEmpty() && length > 0) {
            combine(single(rect), DIFFERENCE);
        }
    }

    public void subtract(Region other) {
        combine(other, DIFFERENCE);
    }

    public void intersect(Rect rect) {
        if (rect.isEmpty()) {
            clear();
        } else {
            combine(single(rect), INTERSECTION);
        }
    }

    public void intersect(Region other) {
        combine(other, INTERSECTION);
    }

    public void clear() {
        length = 0;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** How many rectangles {@link #rects} has. */
    public int size() {
        return length / 4;
    }

    /** The rectangle at {@code index} of {@link #rects}. */
    public Rect rect(int index) {
        int at = index * 4;
        return Rect.ofEdges(edges[at], edges[at + 1], edges[at + 2], edges[at + 3]);
    }

    /** A snapshot of the rectangles, by top, then left. */
    public List<Rect> rects() {
        List<Rect> rects = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            rects.add(rect(i));
        }
        return rects;
    }

    /** How many pixels it has. */
    public long area() {
        long area = 0;
        for (int i = 0; i < length; i += 4) {
            area += (long) (edges[i + 2] - edges[i]) * (edges[i + 3] - edges[i + 1]);
        }
        return area;
    }

    /** The smallest rectangle around all, or {@link Rect#EMPTY}. */
    public Rect bounds() {
        if (length == 0) {
            return Rect.EMPTY;
        }
        int left = Integer.MAX_VALUE;
        int right = Integer.MIN_VALUE;
        for (int i = 0; i < length; i += 4) {
            left = Math.min(left, edges[i]);
            right = Math.max(right, edges[i + 2]);
        }
        return Rect.ofEdges(left, edges[1], right, edges[length - 1]);
    }

    public boolean contains(int x, int y) {
        for (int i = 0; i < length && edges[i + 1] <= y; i += 4) {
            if (y < edges[i + 3] && x >= edges[i] && x < edges[i + 2]) {
                return true;
            }
        }
        return false;
    }

    public boolean intersects(Rect rect) {
        for (int i = 0; i < length && edges[i + 1] < rect.bottom(); i += 4) {
            if (rect.y() < edges[i + 3] && rect.x() < edges[i + 2] && edges[i] < rect.right()) {
                return !rect.isEmpty();
            }
        }
        return false;
    }

    /**
     * At most {@code most} rectangles that cover the region and do not overlap; for those who pay
     * for each rectangle. Two are made one where that covers no more than {@code waste} pixels too
     * many, and beyond that, cheapest first, until few enough are left.
     */
    public List<Rect> covering(int most, int waste) {
        if (most < 1) {
            throw new IllegalArgumentException("nothing is covered by " + most + " rectangles");
        }
        List<Rect> rects = rects();
        for (int i = 0; i < rects.size(); i++) {
            while (mergeInto(rects, i, waste)) {
                // The grown rectangle may reach the next one.
            }
        }
        while (rects.size() > most) {
            mergeCheapest(rects);
        }
        return rects;
    }

    private static boolean mergeInto(List<Rect> rects, int index, int waste) {
        Rect rect = rects.get(index);
        int end = Math.min(rects.size(), index + 1 + MERGE_WINDOW);
        for (int j = index + 1; j < end; j++) {
            if (cost(rect, rects.get(j)) <= waste && merge(rects, index, j, waste)) {
                return true;
            }
        }
        return false;
    }

    private static void mergeCheapest(List<Rect> rects) {
        long best = Long.MAX_VALUE;
        int first = 0;
        int second = 1;
        for (int i = 0; i < rects.size() - 1; i++) {
            int end = Math.min(rects.size(), i + 1 + MERGE_WINDOW);
            for (int j = i + 1; j < end; j++) {
                long cost = cost(rects.get(i), rects.get(j));
                if (cost < best) {
                    best = cost;
                    first = i;
                    second = j;
                }
            }
        }
        merge(rects, first, second, Long.MAX_VALUE);
    }

    /** Pixels that the rectangle around both has too many. */
    private static long cost(Rect a, Rect b) {
        return a.union(b).area() - a.area() - b.area();
    }

    /** Puts the union in the place of the first, and of all it would overlap; false if too dear. */
    private static boolean merge(List<Rect> rects, int first, int second, long waste) {
        Rect all = rects.get(first).union(rects.get(second));
        long covered = 0;
        boolean grown = true;
        while (grown) {
            grown = false;
            covered = 0;
            for (Rect rect : rects) {
                if (rect.intersects(all)) {
                    covered += rect.area();
                    if (!all.contains(rect)) {
                        all = all.union(rect);
                        grown = true;
                    }
                }
            }
        }
        if (all.area() - covered > waste) {
            return false;
        }
        Rect merged = all;
        int at = first;
        for (int i = 0; i < first; i++) {
            at -= rects.get(i).intersects(merged) ? 1 : 0;
        }
        rects.removeIf(rect -> rect.intersects(merged));
        rects.add(at, merged);
        return true;
    }

    private static Region single(Rect rect) {
        Region region = new Region();
        region.append(rect.x(), rect.y(), rect.right(), rect.bottom());
        return region;
    }

    private void take(Region other) {
        edges = other.edges;
        length = other.length;
    }

    /** Replaces this by what {@code rule} keeps: bit (2 × in other + in this) of it. */
    private void combine(Region other, int rule) {
        if (rule == UNION && (other.length == 0 || isAbove(other))) {
            appendBelow(other);
            return;
        }
        Region result = new Region();
        int a = 0;
        int b = 0;
        int y = Integer.MIN_VALUE;
        int lastBand = -1;
        while (a < length || b < other.length) {
            int topA = a < length ? Math.max(y, edges[a + 1]) : Integer.MAX_VALUE;
            int topB = b < other.length ? Math.max(y, other.edges[b + 1]) : Integer.MAX_VALUE;
            int top = Math.min(topA, topB);
            boolean inA = topA == top;
            boolean inB = topB == top;
            int bottom = Math.min(inA ? edges[a + 3] : topA, inB ? other.edges[b + 3] : topB);
            int endA = inA ? bandEnd(a) : a;
            int endB = inB ? other.bandEnd(b) : b;
            int band = result.length;
            result.appendSpans(this, a, endA, other, b, endB, top, bottom, rule);
            lastBand = result.joinBands(lastBand, band);
            y = bottom;
            if (inA && edges[a + 3] == y) {
                a = endA;
            }
            if (inB && other.edges[b + 3] == y) {
                b = endB;
            }
        }
        take(result);
    }

    private boolean isAbove(Region other) {
        return length == 0 || edges[length - 1] <= other.edges[1];
    }

    /** The union with what lies below all of this, as those give it who go from the top down. */
    private void appendBelow(Region other) {
        int above = length - 4;
        while (above > 0 && edges[above - 3] == edges[above + 1]) {
            above -= 4;
        }
        for (int at = 0; at < other.length; ) {
            int end = other.bandEnd(at);
            int band = length;
            for (; at < end; at += 4) {
                append(
                        other.edges[at],
                        other.edges[at + 1],
                        other.edges[at + 2],
                        other.edges[at + 3]);
            }
            above = joinBands(above, band);
        }
    }

    private int bandEnd(int at) {
        int end = at + 4;
        while (end < length && edges[end + 1] == edges[at + 1]) {
            end += 4;
        }
        return end;
    }

    private void appendSpans(
            Region one,
            int a,
            int endA,
            Region two,
            int b,
            int endB,
            int top,
            int bottom,
            int rule) {
        // Positions in halves of a rectangle: its left edge, then its right edge.
        int stepA = a;
        int stepB = b;
        int inside = 0;
        int start = 0;
        while (stepA < endA || stepB < endB) {
            int edgeA = stepA < endA ? one.edges[stepA + (inside & 1) * 2] : Integer.MAX_VALUE;
            int edgeB = stepB < endB ? two.edges[stepB + (inside & 2)] : Integer.MAX_VALUE;
            int x = Math.min(edgeA, edgeB);
            boolean was = (rule >> inside & 1) != 0;
            if (edgeA == x) {
                stepA += (inside & 1) * 4;
                inside ^= 1;
            }
            if (edgeB == x) {
                stepB += (inside & 2) * 2;
                inside ^= 2;
            }
            boolean is = (rule >> inside & 1) != 0;
            if (is && !was) {
                start = x;
            } else if (was && !is) {
                append(start, top, x, bottom);
            }
        }
    }

    /** Makes the last band part of the one above if both have the same spans. */
    private int joinBands(int above, int band) {
        if (band == length) {
            return above;
        }
        if (above < 0 || band - above != length - band || edges[above + 3] != edges[band + 1]) {
            return band;
        }
        for (int i = 0; i < band - above; i += 4) {
            if (edges[above + i] != edges[band + i]
                    || edges[above + i + 2] != edges[band + i + 2]) {
                return band;
            }
        }
        for (int i = above; i < band; i += 4) {
            edges[i + 3] = edges[band + 3];
        }
        length = band;
        return above;
    }

    private void append(int left, int top, int right, int bottom) {
        if (length == edges.length) {
            edges = Arrays.copyOf(edges, length * 2);
        }
        edges[length++] = left;
        edges[length++] = top;
        edges[length++] = right;
        edges[length++] = bottom;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Region region
                && Arrays.equals(edges, 0, length, region.edges, 0, region.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + edges[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return rects().toString();
    }
}
