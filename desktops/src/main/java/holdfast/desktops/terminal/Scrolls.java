package holdfast.desktops.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * What scrolled since somebody asked: a painter can move pixels instead of painting them anew. Only
 * a hint; the cells decide. For its terminal's owner.
 */
public final class Scrolls {
    private static final int MAX = 6;

    /**
     * @param from first row
     * @param to row after the last
     * @param by how far up; negative is down
     */
    public record Scroll(int from, int to, int by) {}

    private final List<Scroll> list = new ArrayList<>();
    private int kept;

    void add(int from, int to, int by) {
        Scroll last = list.isEmpty() ? null : list.getLast();
        if (last != null && last.from == from && last.to == to && (last.by > 0) == (by > 0)) {
            list.set(list.size() - 1, new Scroll(from, to, last.by + by));
        } else if (list.size() < MAX) {
            list.add(new Scroll(from, to, by));
        }
    }

    /** A line went to what is kept above the screen. */
    void kept() {
        kept++;
    }

    void clear() {
        list.clear();
    }

    /** In the order in which they happened. */
    public List<Scroll> list() {
        return List.copyOf(list);
    }

    /** Lines that ever went to what is kept above the screen. */
    public int keptLines() {
        return kept;
    }
}
