package holdfast.desktops.terminal;

import java.util.Arrays;

/** One row of cells. Mutable, owned by its {@link Screen}. */
final class Line {
    static final int BLANK = ' ';

    /** In the second cell of a wide character. */
    static final int TAIL = -1;

    int[] chars;
    long[] styles;

    /** The text goes on in the next line: there was no line break. */
    boolean wrapped;

    Line(int columns) {
        chars = new int[columns];
        styles = new long[columns];
        Arrays.fill(chars, BLANK);
    }

    int columns() {
        return chars.length;
    }

    void clear(int from, int to, long style) {
        Arrays.fill(chars, from, to, BLANK);
        Arrays.fill(styles, from, to, style);
    }

    /** Before a cell is overwritten: half of a wide character cannot stay. */
    void split(int column) {
        if (column > 0 && column < chars.length && chars[column] == TAIL) {
            chars[column - 1] = BLANK;
            chars[column] = BLANK;
        }
    }

    void insert(int column, int count, long style) {
        split(column);
        int kept = chars.length - column - count;
        System.arraycopy(chars, column, chars, column + count, kept);
        System.arraycopy(styles, column, styles, column + count, kept);
        clear(column, column + count, style);
        dropHalfAtEnd();
    }

    void delete(int column, int count, long style) {
        split(column);
        split(column + count);
        int kept = chars.length - column - count;
        System.arraycopy(chars, column + count, chars, column, kept);
        System.arraycopy(styles, column + count, styles, column, kept);
        clear(column + kept, chars.length, style);
    }

    private void dropHalfAtEnd() {
        int last = chars.length - 1;
        if (chars[last] != TAIL && Chars.columns(chars[last]) == 2) {
            chars[last] = BLANK;
        }
    }

    /** Cells up to the last that shows anything. */
    int used() {
        int end = chars.length;
        while (end > 0 && chars[end - 1] == BLANK && styles[end - 1] == Style.PLAIN) {
            end--;
        }
        return end;
    }

    void resize(int columns) {
        int before = chars.length;
        chars = Arrays.copyOf(chars, columns);
        styles = Arrays.copyOf(styles, columns);
        if (columns > before) {
            Arrays.fill(chars, before, columns, BLANK);
        } else {
            dropHalfAtEnd();
        }
    }
}
