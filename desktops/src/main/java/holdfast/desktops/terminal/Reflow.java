package holdfast.desktops.terminal;

import java.util.ArrayList;
import java.util.List;

/** Breaks lines anew for another width, where no program had broken them itself. */
final class Reflow {
    private final List<Line> lines = new ArrayList<>();
    private int row;
    private int column;

    Reflow(List<Line> before, int cursorRow, int cursorColumn, int columns) {
        int end = before.size();
        while (end > cursorRow + 1 && before.get(end - 1).used() == 0) {
            end--;
        }
        int at = 0;
        while (at < end) {
            int last = at;
            while (last < end - 1 && before.get(last).wrapped) {
                last++;
            }
            paragraph(before.subList(at, last + 1), cursorRow - at, cursorColumn, columns);
            at = last + 1;
        }
    }

    List<Line> lines() {
        return lines;
    }

    int row() {
        return row;
    }

    int column() {
        return column;
    }

    private void paragraph(List<Line> parts, int cursorPart, int cursorColumn, int columns) {
        var line = new Line(columns);
        lines.add(line);
        int to = 0;
        for (int part = 0; part < parts.size(); part++) {
            Line from = parts.get(part);
            int used = part < parts.size() - 1 ? from.columns() : from.used();
            int end = part == cursorPart ? Math.max(used, cursorColumn + 1) : used;
            for (int i = 0; i < end; i++) {
                boolean wide = i + 1 < end && from.chars[i + 1] == Line.TAIL;
                if (to + (wide ? 2 : 1) > columns) {
                    line.wrapped = true;
                    line = new Line(columns);
                    lines.add(line);
                    to = 0;
                }
                if (part == cursorPart && i == cursorColumn) {
                    row = lines.size() - 1;
                    column = to;
                }
                line.chars[to] = from.chars[i];
                line.styles[to] = from.styles[i];
                to++;
            }
        }
    }
}
