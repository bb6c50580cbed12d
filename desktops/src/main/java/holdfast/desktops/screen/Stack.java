package holdfast.desktops.screen;

import holdfast.desktops.DisplayLayout;
import holdfast.desktops.font.CellFont;
import holdfast.graphics.Rect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Puts widgets under each other on a card in the middle of a monitor. Where the monitor is too low
 * for all, those around the focus are shown.
 */
final class Stack {
    private static final int COLUMNS = 46;
    private static final int FEWEST_COLUMNS = 30;
    private static final int SMALLEST_WIDTH = 5;

    private record Part(int height, int gap, Function<Rect, List<Widget>> make) {}

    private final Rect monitor;
    private final CellFont font;
    private final int width;
    private final List<Part> parts = new ArrayList<>();
    private int focus;

    Stack(DisplayLayout layout) {
        Rect found = layout.monitors().getFirst().area();
        for (DisplayLayout.Monitor one : layout.monitors()) {
            if (one.primary()) {
                found = one.area();
            }
        }
        monitor = found;
        int cell = Math.round((CellFont.NORMAL_WIDTH + 1) * layout.scalePercent() / 100f);
        int smallest = Math.min(monitor.width(), monitor.height());
        while (cell > SMALLEST_WIDTH && (FEWEST_COLUMNS + 6) * cell > monitor.width()
                || cell > SMALLEST_WIDTH && 50 * cell > smallest * 3 / 2) {
            cell--;
        }
        font = CellFont.ofWidth(cell);
        width = Math.min(monitor.width(), (COLUMNS + 4) * cell);
    }

    CellFont font() {
        return font;
    }

    Rect monitor() {
        return monitor;
    }

    /** Characters in a line. */
    int columns() {
        return (width - 2 * margin()) / font.width();
    }

    private int margin() {
        return Math.min(2 * font.width(), width / 12);
    }

    void lines(List<String> lines, int colour, boolean bold) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int gap = i == lines.size() - 1 ? font.width() : 0;
            add(
                    font.height(),
                    gap,
                    area -> List.of(new Widget.Label(area, font, line, colour, bold)));
        }
    }

    /** A line that belongs to what comes next. */
    void label(String text, int colour) {
        add(
                font.height(),
                font.width() / 3,
                area -> List.of(new Widget.Label(area, font, text, colour, false)));
    }

    void text(String text, int colour) {
        lines(Canvas.wrap(text, Math.max(1, columns())), colour, false);
    }

    /** Something in one piece; {@code focused} must be seen. */
    void add(int height, int gap, boolean focused, Function<Rect, Widget> make) {
        if (focused) {
            focus = parts.size();
        }
        add(height, gap, area -> List.of(make.apply(area)));
    }

    /** Widgets side by side, at the right end. */
    void row(int height, boolean focused, List<Function<Rect, Widget>> makers, int each) {
        if (focused) {
            focus = parts.size();
        }
        add(
                height,
                font.width(),
                area -> {
                    List<Widget> made = new ArrayList<>();
                    int gap = font.width();
                    int count = makers.size();
                    int side = Math.min(each, (area.width() - gap * (count - 1)) / count);
                    int x = area.right() - count * side - (count - 1) * gap;
                    for (Function<Rect, Widget> maker : makers) {
                        made.add(maker.apply(new Rect(x, area.y(), side, height)));
                        x += side + gap;
                    }
                    return made;
                });
    }

    private void add(int height, int gap, Function<Rect, List<Widget>> make) {
        parts.add(new Part(height, gap, make));
    }

    /** The card first, then what is on it. */
    List<Widget> build() {
        int margin = margin();
        int room = monitor.height() - 2 * margin;
        int first = 0;
        while (first < focus && height(first, focus + 1) > room) {
            first++;
        }
        int last = parts.size();
        while (last > focus + 1 && height(first, last) > room) {
            last--;
        }
        int height = Math.min(monitor.height(), height(first, last) + 2 * margin);
        Rect card =
                new Rect(
                        monitor.x() + (monitor.width() - width) / 2,
                        monitor.y() + (monitor.height() - height) / 2,
                        width,
                        height);
        List<Widget> all = new ArrayList<>();
        all.add(new Widget.Card(card, font.width()));
        int y = card.y() + margin;
        for (Part part : parts.subList(first, last)) {
            all.addAll(
                    part.make.apply(
                            new Rect(card.x() + margin, y, width - 2 * margin, part.height)));
            y += part.height + part.gap;
        }
        return all;
    }

    private int height(int from, int to) {
        int sum = 0;
        for (Part part : parts.subList(from, to)) {
            sum += part.height + part.gap;
        }
        return sum - (to > from ? parts.get(to - 1).gap : 0);
    }
}
