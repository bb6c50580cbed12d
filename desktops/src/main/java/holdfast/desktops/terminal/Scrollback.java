package holdfast.desktops.terminal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines that left the screen at its top, packed: text without trailing blanks, and runs of style.
 * For its terminal's owner.
 */
final class Scrollback {
    /**
     * @param styles pairs of (cells, style); null when all is plain
     */
    private record Packed(String text, long @Nullable [] styles, boolean wrapped) {}

    private static final char TAIL = '\uFFFF';

    private final int limit;
    private final List<@Nullable Packed> lines = new ArrayList<>();
    private int first;
    private int size;

    Scrollback(int limit) {
        this.limit = limit;
    }

    int size() {
        return size;
    }

    void clear() {
        lines.clear();
        first = 0;
        size = 0;
    }

    void add(Line line, Chars names) {
        if (limit == 0) {
            return;
        }
        Packed packed = pack(line, names);
        if (lines.size() < limit && first == 0 && size == lines.size()) {
            lines.add(packed);
            size++;
        } else if (size < lines.size()) {
            lines.set((first + size) % lines.size(), packed);
            size++;
        } else {
            lines.set(first, packed);
            first = (first + 1) % lines.size();
        }
    }

    /** The last line, which is then the screen's again; null when there is none. */
    @Nullable Line takeLast(int columns, Chars names) {
        if (size == 0) {
            return null;
        }
        Line line = line(size - 1, columns, names);
        size--;
        lines.set((first + size) % lines.size(), null);
        return line;
    }

    /** Line 0 is the oldest. */
    Line line(int index, int columns, Chars names) {
        Packed packed = java.util.Objects.requireNonNull(lines.get((first + index) % lines.size()));
        Line line = new Line(columns);
        line.wrapped = packed.wrapped;
        String text = packed.text;
        int column = 0;
        int at = 0;
        while (at < text.length() && column < columns) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            if (codePoint == TAIL) {
                line.chars[column++] = Line.TAIL;
            } else if (CharWidth.of(codePoint) == 0 && column > 0) {
                int base = column - 1;
                if (base > 0 && line.chars[base] == Line.TAIL) {
                    base--;
                }
                line.chars[base] = names.marked(line.chars[base], codePoint);
            } else {
                line.chars[column++] = codePoint;
            }
        }
        if (packed.styles != null) {
            unpack(packed.styles, line);
        }
        line.resize(columns);
        return line;
    }

    private static void unpack(long[] styles, Line line) {
        int column = 0;
        for (int i = 0; i < styles.length; i += 2) {
            int end = (int) Math.min(line.columns(), column + styles[i]);
            java.util.Arrays.fill(line.styles, column, end, styles[i + 1]);
            column = end;
        }
    }

    private static Packed pack(Line line, Chars names) {
        int used = line.used();
        var text = new StringBuilder(used);
        var runs = new ArrayDeque<long[]>();
        boolean plain = true;
        for (int column = 0; column < used; column++) {
            int content = line.chars[column];
            text.append(content == Line.TAIL ? String.valueOf(TAIL) : names.text(content));
            long style = line.styles[column];
            plain &= style == Style.PLAIN;
            long[] last = runs.peekLast();
            if (last != null && last[1] == style) {
                last[0]++;
            } else {
                runs.add(new long[] {1, style});
            }
        }
        long[] styles =
                plain ? null : runs.stream().flatMapToLong(java.util.Arrays::stream).toArray();
        return new Packed(text.toString(), styles, line.wrapped);
    }
}
