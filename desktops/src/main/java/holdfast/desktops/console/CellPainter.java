package holdfast.desktops.console;

import holdfast.desktops.Refresh;
import holdfast.desktops.font.CellFont;
import holdfast.desktops.terminal.Palette;
import holdfast.desktops.terminal.Scrolls;
import holdfast.desktops.terminal.Style;
import holdfast.desktops.terminal.Terminal;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Move;
import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Paints a terminal's cells, each only when it changed: it remembers what stands in the picture.
 * {@link #look} reads the terminal, under its guard; {@link #paint} works on what was read. For the
 * viewer's thread.
 */
final class CellPainter {
    private static final int TAIL = -1;
    private static final int UNKNOWN = -2;
    private static final int BLANK = ' ';

    /** Beyond so many rectangles, one per row does. */
    private static final int MANY = 256;

    private final CellGeometry geometry;
    private final int[] content;
    private final long[] styles;
    private final int[] rowContent;
    private final long[] rowStyles;
    private final BitSet dirty;
    private final List<Scrolls.Scroll> moves = new ArrayList<>();

    /** Characters with marks, by their number; only the terminal knows them otherwise. */
    private final Map<Integer, String> marked = new HashMap<>();

    private boolean inverse;
    private long top;
    private int back;

    CellPainter(CellGeometry geometry) {
        this.geometry = geometry;
        int cells = geometry.columns() * geometry.rows();
        content = new int[cells];
        styles = new long[cells];
        rowContent = new int[geometry.columns()];
        rowStyles = new long[geometry.columns()];
        dirty = new BitSet(cells);
        Arrays.fill(content, UNKNOWN);
    }

    CellGeometry geometry() {
        return geometry;
    }

    /**
     * Finds out what changed.
     *
     * @param viewBack lines that the view is scrolled back
     * @param firstLine the number of the first line shown, counted since the terminal began
     */
    void look(Terminal terminal, int viewBack, long firstLine, boolean everything) {
        moves.clear();
        dirty.clear();
        if (everything || inverse != terminal.modes().inverseScreen()) {
            inverse = terminal.modes().inverseScreen();
            Arrays.fill(content, UNKNOWN);
        } else {
            scroll(terminal, viewBack, firstLine);
        }
        terminal.scrollsSeen();
        top = firstLine;
        back = viewBack;
        int cursor = cursorCell(terminal, viewBack);
        for (int row = 0; row < geometry.rows(); row++) {
            terminal.read(row, viewBack, rowContent, rowStyles, 0);
            compare(row, cursor, terminal);
        }
    }

    private int cursorCell(Terminal terminal, int viewBack) {
        int row = terminal.cursorRow() + viewBack;
        if (!terminal.cursorVisible() || row >= geometry.rows()) {
            return -1;
        }
        return row * geometry.columns() + terminal.cursorColumn();
    }

    private void compare(int row, int cursor, Terminal terminal) {
        int columns = geometry.columns();
        int base = row * columns;
        for (int column = 0; column < columns; column++) {
            int at = base + column;
            long style = rowStyles[column];
            if (at == cursor || at + 1 == cursor && cursorOnTail(column + 1)) {
                style = Style.with(style, Style.CURSOR);
            }
            if (content[at] != rowContent[column] || styles[at] != style) {
                content[at] = rowContent[column];
                styles[at] = style;
                dirty.set(at);
                if (content[at] > Character.MAX_CODE_POINT) {
                    marked.put(content[at], terminal.text(content[at]));
                }
            }
        }
        for (int column = 1; column < columns; column++) {
            if (rowContent[column] == TAIL
                    && (dirty.get(base + column) || dirty.get(base + column - 1))) {
                dirty.set(base + column - 1, base + column + 1);
            }
        }
    }

    private boolean cursorOnTail(int column) {
        return column < rowContent.length && rowContent[column] == TAIL;
    }

    private void scroll(Terminal terminal, int viewBack, long firstLine) {
        if (viewBack == 0 && back == 0) {
            terminal.scrolls().list().forEach(this::move);
        } else if (Math.abs(firstLine - top) < geometry.rows()) {
            move(new Scrolls.Scroll(0, geometry.rows(), (int) (firstLine - top)));
        }
    }

    /** Moves what is remembered; the same is then done with the pixels. */
    private void move(Scrolls.Scroll scroll) {
        int rows = scroll.to() - scroll.from();
        int by = Math.abs(scroll.by());
        if (by == 0 || by >= rows || scroll.to() > geometry.rows()) {
            return;
        }
        moves.add(scroll);
        int columns = geometry.columns();
        int from = (scroll.from() + Math.max(0, scroll.by())) * columns;
        int to = (scroll.from() + Math.max(0, -scroll.by())) * columns;
        System.arraycopy(content, from, content, to, (rows - by) * columns);
        System.arraycopy(styles, from, styles, to, (rows - by) * columns);
    }

    /** Brings the picture to what was read. */
    Refresh paint(FrameBuffer target, boolean everything) {
        if (everything) {
            target.fill(target.bounds(), inverse ? Palette.FOREGROUND : Palette.BACKGROUND);
            for (int cell = 0; cell < content.length; cell++) {
                if (content[cell] == BLANK && styles[cell] == Style.PLAIN) {
                    dirty.clear(cell);
                }
            }
            paintDirty(target, new ArrayList<>());
            marked.keySet().retainAll(Arrays.stream(content).boxed().toList());
            return Refresh.changed(List.of(target.bounds()));
        }
        List<Move> moved = new ArrayList<>();
        for (Scrolls.Scroll scroll : moves) {
            Move move = pixels(scroll);
            target.move(move);
            moved.add(move);
        }
        List<Rect> changed = new ArrayList<>();
        paintDirty(target, changed);
        if (moved.isEmpty() && changed.isEmpty()) {
            return Refresh.NOTHING;
        }
        return new Refresh(moved, joined(changed), false);
    }

    private Move pixels(Scrolls.Scroll scroll) {
        int by = Math.abs(scroll.by());
        int height = geometry.font().height();
        Rect all = geometry.area();
        int targetRow = scroll.from() + Math.max(0, -scroll.by());
        int sourceRow = scroll.from() + Math.max(0, scroll.by());
        return new Move(
                all.x(),
                all.y() + sourceRow * height,
                new Rect(
                        all.x(),
                        all.y() + targetRow * height,
                        all.width(),
                        (scroll.to() - scroll.from() - by) * height));
    }

    private static List<Rect> joined(List<Rect> rects) {
        if (rects.size() <= MANY) {
            return Region.of(rects).rects();
        }
        List<Rect> rows = new ArrayList<>();
        for (Rect rect : rects) {
            if (!rows.isEmpty() && rows.getLast().y() == rect.y()) {
                rows.set(rows.size() - 1, rows.getLast().union(rect));
            } else {
                rows.add(rect);
            }
        }
        return rows;
    }

    private void paintDirty(FrameBuffer target, List<Rect> changed) {
        int columns = geometry.columns();
        int at = dirty.nextSetBit(0);
        while (at >= 0) {
            int row = at / columns;
            int end = Math.min(dirty.nextClearBit(at), (row + 1) * columns);
            for (int cell = at; cell < end; cell++) {
                if (content[cell] != TAIL) {
                    paintCell(target, row, cell - row * columns, cell);
                }
            }
            changed.add(geometry.cells(row, at - row * columns, end - row * columns));
            at = dirty.nextSetBit(end);
        }
    }

    private void paintCell(FrameBuffer target, int row, int column, int cell) {
        long style = styles[cell];
        boolean bold = Style.has(style, Style.BOLD);
        int foreground = Palette.foreground(Style.foreground(style), bold);
        int background = Palette.background(Style.background(style), Style.has(style, Style.BLINK));
        if (inverse) {
            foreground = swapped(Style.foreground(style), foreground, Palette.BACKGROUND);
            background = swapped(Style.background(style), background, Palette.FOREGROUND);
        }
        if (Style.has(style, Style.INVERSE)) {
            int other = foreground;
            foreground = background;
            background = other;
        }
        if (Style.has(style, Style.DIM)) {
            foreground = CellFont.blend(background, foreground, 150);
        }
        if (Style.has(style, Style.CONCEALED)) {
            foreground = background;
        }
        if (Style.has(style, Style.CURSOR)) {
            foreground = background == Palette.CURSOR ? Palette.FOREGROUND : background;
            background = background == Palette.CURSOR ? Palette.BACKGROUND : Palette.CURSOR;
        }
        boolean wide = column + 1 < geometry.columns() && content[cell + 1] == TAIL;
        draw(target, row, column, cell, wide ? 2 : 1, foreground, background);
    }

    private static int swapped(int colour, int now, int other) {
        return colour == Style.DEFAULT_COLOUR ? other : now;
    }

    private void draw(
            FrameBuffer target,
            int row,
            int column,
            int cell,
            int width,
            int foreground,
            int background) {
        CellFont font = geometry.font();
        Rect place = geometry.cells(row, column, column + width);
        long style = styles[cell];
        boolean bold = Style.has(style, Style.BOLD);
        boolean italic = Style.has(style, Style.ITALIC);
        String text = marked.get(content[cell]);
        int base = text == null ? content[cell] : text.codePointAt(0);
        font.draw(target, place.x(), place.y(), base, width, bold, italic, foreground, background);
        if (text != null) {
            text.codePoints()
                    .skip(1)
                    .forEach(mark ->
                            font.drawOver(
                                    target, place.x(), place.y(), mark, width, bold, foreground));
        }
        int thickness = Math.max(1, font.height() / 18);
        if (Style.has(style, Style.UNDERLINE)) {
            int y = place.y() + font.height() - 2 * thickness;
            target.fill(new Rect(place.x(), y, place.width(), thickness), foreground);
        }
        if (Style.has(style, Style.STRUCK)) {
            int y = place.y() + font.height() / 2;
            target.fill(new Rect(place.x(), y, place.width(), thickness), foreground);
        }
    }
}
