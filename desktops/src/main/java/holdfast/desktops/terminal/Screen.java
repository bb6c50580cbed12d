package holdfast.desktops.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The grid, its cursor and its scrolling region: what the sequences act on. Rows and columns count
 * from 0. For its terminal's owner.
 */
final class Screen {
    private static final int TAB = 8;

    private final Chars chars;

    /** Null where lines that leave at the top are gone: the alternate screen. */
    private final @Nullable Scrollback history;

    private final Scrolls scrolls;
    private Line[] lines;
    private int columns;
    private boolean[] tabs;

    int row;
    int column;

    /** The last column was written: the next character goes to the next line. */
    boolean wrapNext;

    long style;
    boolean originMode;
    boolean graphics0;
    boolean graphics1;
    boolean shifted;
    int top;
    int bottom;
    private Saved saved = new Saved(0, 0, false, Style.PLAIN, false, false, false, false);

    /** What DECSC keeps. */
    private record Saved(
            int row,
            int column,
            boolean wrapNext,
            long style,
            boolean originMode,
            boolean graphics0,
            boolean graphics1,
            boolean shifted) {}

    Screen(int columns, int rows, Chars chars, @Nullable Scrollback history, Scrolls scrolls) {
        this.columns = columns;
        this.chars = chars;
        this.history = history;
        this.scrolls = scrolls;
        this.lines = blank(columns, rows);
        this.tabs = everyEighth(columns);
        this.bottom = rows;
    }

    private static Line[] blank(int columns, int rows) {
        var lines = new Line[rows];
        Arrays.setAll(lines, _ -> new Line(columns));
        return lines;
    }

    private static boolean[] everyEighth(int columns) {
        var tabs = new boolean[columns];
        for (int i = TAB; i < columns; i += TAB) {
            tabs[i] = true;
        }
        return tabs;
    }

    int rows() {
        return lines.length;
    }

    int columns() {
        return columns;
    }

    Line line(int index) {
        return lines[index];
    }

    void save() {
        saved = new Saved(row, column, wrapNext, style, originMode, graphics0, graphics1, shifted);
    }

    void restore() {
        row = Math.min(saved.row, rows() - 1);
        column = Math.min(saved.column, columns - 1);
        wrapNext = saved.wrapNext && column == columns - 1;
        style = saved.style;
        originMode = saved.originMode;
        graphics0 = saved.graphics0;
        graphics1 = saved.graphics1;
        shifted = saved.shifted;
    }

    void print(int codePoint, boolean autoWrap, boolean insert) {
        int width = CharWidth.of(codePoint);
        if (width == 0) {
            mark(codePoint);
            return;
        }
        if (width > columns) {
            return;
        }
        if (autoWrap && (wrapNext || column + width > columns)) {
            lines[row].wrapped = true;
            column = 0;
            lineFeed();
        }
        wrapNext = false;
        column = Math.min(column, columns - width);
        Line line = lines[row];
        if (insert) {
            line.insert(column, width, Style.erased(style));
        }
        put(line, column, codePoint, width);
        column += width;
        if (column >= columns) {
            column = columns - 1;
            wrapNext = true;
        }
    }

    private void put(Line line, int at, int content, int width) {
        line.split(at);
        line.split(at + width);
        line.chars[at] = content;
        line.styles[at] = style;
        if (width == 2) {
            line.chars[at + 1] = Line.TAIL;
            line.styles[at + 1] = style;
        }
    }

    /** A mark joins the character before the cursor. */
    private void mark(int mark) {
        int at = wrapNext ? column : column - 1;
        Line line = lines[row];
        if (at > 0 && line.chars[at] == Line.TAIL) {
            at--;
        }
        if (at >= 0 && Character.getType(mark) != Character.FORMAT) {
            line.chars[at] = chars.marked(line.chars[at], mark);
        }
    }

    void lineFeed() {
        wrapNext = false;
        if (row == bottom - 1) {
            scrollUp(1);
        } else if (row < rows() - 1) {
            row++;
        }
    }

    void reverseLineFeed() {
        wrapNext = false;
        if (row == top) {
            scrollDown(top, 1);
        } else if (row > 0) {
            row--;
        }
    }

    void carriageReturn() {
        wrapNext = false;
        column = 0;
    }

    void backspace() {
        wrapNext = false;
        column = Math.max(0, column - 1);
    }

    /** Scrolls the region; what leaves the whole screen at its top is kept. */
    void scrollUp(int count) {
        if (top == 0 && history != null) {
            for (int i = 0; i < Math.min(count, bottom); i++) {
                history.add(lines[i], chars);
                scrolls.kept();
            }
        }
        scrollUp(top, count);
    }

    private void scrollUp(int from, int wanted) {
        int count = Math.min(wanted, bottom - from);
        rotate(from, count);
        for (int i = bottom - count; i < bottom; i++) {
            renew(i);
        }
        scrolls.add(from, bottom, count);
    }

    void scrollDown(int from, int wanted) {
        int count = Math.min(wanted, bottom - from);
        rotate(from, bottom - from - count);
        for (int i = from; i < from + count; i++) {
            renew(i);
        }
        scrolls.add(from, bottom, -count);
    }

    private void rotate(int from, int by) {
        java.util.Collections.rotate(Arrays.asList(lines).subList(from, bottom), -by);
    }

    private void renew(int index) {
        lines[index].clear(0, columns, Style.erased(style));
        lines[index].wrapped = false;
    }

    void insertLines(int count) {
        if (row >= top && row < bottom) {
            scrollDown(row, count);
            carriageReturn();
        }
    }

    void deleteLines(int count) {
        if (row >= top && row < bottom) {
            scrollUp(row, count);
            carriageReturn();
        }
    }

    void insertChars(int count) {
        lines[row].insert(column, Math.min(count, columns - column), Style.erased(style));
        wrapNext = false;
    }

    void deleteChars(int count) {
        lines[row].delete(column, Math.min(count, columns - column), Style.erased(style));
        wrapNext = false;
    }

    void eraseChars(int count) {
        eraseInLine(row, column, Math.min(columns, column + count));
        wrapNext = false;
    }

    private void eraseInLine(int index, int from, int to) {
        Line line = lines[index];
        line.split(from);
        line.split(to);
        line.clear(from, to, Style.erased(style));
        if (to == columns) {
            line.wrapped = false;
        }
    }

    /** EL: 0 from the cursor, 1 up to it, 2 all. */
    void eraseLine(int which) {
        switch (which) {
            case 0 -> eraseInLine(row, column, columns);
            case 1 -> eraseInLine(row, 0, column + 1);
            case 2 -> eraseInLine(row, 0, columns);
            default -> {}
        }
        wrapNext = false;
    }

    /** ED: 0 from the cursor, 1 up to it, 2 all, 3 what was kept. */
    void eraseDisplay(int which) {
        switch (which) {
            case 0 -> {
                eraseLine(0);
                eraseRows(row + 1, rows());
            }
            case 1 -> {
                eraseRows(0, row);
                eraseLine(1);
            }
            case 2 -> eraseRows(0, rows());
            case 3 -> {
                if (history != null) {
                    history.clear();
                }
            }
            default -> {}
        }
        wrapNext = false;
    }

    private void eraseRows(int from, int to) {
        for (int i = from; i < to; i++) {
            eraseInLine(i, 0, columns);
        }
    }

    /** DECALN. */
    void fillWithE() {
        for (Line line : lines) {
            Arrays.fill(line.chars, 'E');
            Arrays.fill(line.styles, Style.PLAIN);
        }
        moveTo(0, 0);
    }

    /** Row counts from the region's top in origin mode, and stays in the region then. */
    void moveTo(int toRow, int toColumn) {
        int first = originMode ? top : 0;
        int last = originMode ? bottom - 1 : rows() - 1;
        row = Math.clamp((long) first + toRow, first, last);
        column = Math.clamp(toColumn, 0, columns - 1);
        wrapNext = false;
    }

    /** Up or down, not past the region's edge unless already beyond it. */
    void moveRows(int by) {
        int first = row >= top ? top : 0;
        int last = row < bottom ? bottom - 1 : rows() - 1;
        row = Math.clamp((long) row + by, first, last);
        wrapNext = false;
    }

    void moveColumns(int by) {
        column = Math.clamp((long) column + by, 0, columns - 1);
        wrapNext = false;
    }

    void region(int from, int to) {
        if (from < to - 1 && from >= 0 && to <= rows()) {
            top = from;
            bottom = to;
            moveTo(0, 0);
        }
    }

    void tab(int count) {
        for (int i = 0; i < Math.min(count, columns); i++) {
            do {
                column++;
            } while (column < columns && !tabs[column]);
        }
        column = Math.min(column, columns - 1);
    }

    void backTab(int count) {
        for (int i = 0; i < Math.min(count, columns) && column > 0; i++) {
            do {
                column--;
            } while (column > 0 && !tabs[column]);
        }
        wrapNext = false;
    }

    void setTab() {
        tabs[column] = true;
    }

    void clearTab(boolean all) {
        if (all) {
            Arrays.fill(tabs, false);
        } else {
            tabs[column] = false;
        }
    }

    void resize(int newColumns, int newRows) {
        List<Line> all = new ArrayList<>(Arrays.asList(lines));
        if (newColumns != columns) {
            if (history != null) {
                var flow = new Reflow(all, row, column, newColumns);
                all = flow.lines();
                row = flow.row();
                column = flow.column();
            } else {
                all.forEach(line -> line.resize(newColumns));
            }
        }
        columns = newColumns;
        tabs = Arrays.copyOf(tabs, newColumns);
        for (int i = 0; i < newColumns; i += TAB) {
            tabs[i] = i > 0;
        }
        fit(all, newRows);
        lines = all.toArray(Line[]::new);
        row = Math.clamp(row, 0, newRows - 1);
        column = Math.clamp(column, 0, newColumns - 1);
        wrapNext = false;
        top = 0;
        bottom = newRows;
    }

    /** Lines below the cursor go first, then those at the top, which are kept, and come back. */
    private void fit(List<Line> all, int newRows) {
        while (all.size() > newRows && all.size() - 1 > row && isFree(all.getLast())) {
            all.removeLast();
        }
        while (all.size() > newRows) {
            if (history == null || row == 0) {
                all.removeLast();
                continue;
            }
            history.add(all.removeFirst(), chars);
            row--;
        }
        while (all.size() < newRows) {
            Line kept = history == null ? null : history.takeLast(columns, chars);
            if (kept != null) {
                all.addFirst(kept);
                row++;
            } else {
                all.add(new Line(columns));
            }
        }
    }

    private boolean isFree(Line line) {
        return history == null || line.used() == 0;
    }
}
