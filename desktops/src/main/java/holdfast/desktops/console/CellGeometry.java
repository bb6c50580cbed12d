package holdfast.desktops.console;

import holdfast.desktops.DisplayLayout;
import holdfast.desktops.font.CellFont;
import holdfast.desktops.keeper.WindowSize;
import holdfast.graphics.Rect;

/**
 * Where the cells of a terminal are in the picture.
 *
 * @param area all cells; what is around it stays empty
 */
record CellGeometry(CellFont font, Rect area, int columns, int rows) {
    private static final int WANTED_COLUMNS = 80;
    private static final int SMALLEST_WIDTH = 7;

    /** The primary monitor is the terminal's; small ones get a smaller font to have 80 columns. */
    static CellGeometry of(DisplayLayout layout) {
        Rect monitor = layout.monitors().getFirst().area();
        for (DisplayLayout.Monitor one : layout.monitors()) {
            if (one.primary()) {
                monitor = one.area();
            }
        }
        int width = Math.round(CellFont.NORMAL_WIDTH * layout.scalePercent() / 100f);
        int smallest = Math.round(SMALLEST_WIDTH * layout.scalePercent() / 100f);
        while (width > smallest && monitor.width() / width < WANTED_COLUMNS) {
            width--;
        }
        CellFont font = CellFont.ofWidth(width);
        int columns = Math.clamp(monitor.width() / font.width(), 2, 1000);
        int rows = Math.clamp(monitor.height() / font.height(), 2, 1000);
        Rect area =
                new Rect(monitor.x(), monitor.y(), columns * font.width(), rows * font.height());
        return new CellGeometry(font, area, columns, rows);
    }

    WindowSize windowSize() {
        return new WindowSize(columns, rows, area.width(), area.height());
    }

    /** The column at a pixel, the nearest one for pixels outside. */
    int columnAt(int x) {
        return Math.clamp((x - area.x()) / font.width(), 0, columns - 1);
    }

    int rowAt(int y) {
        return Math.clamp((y - area.y()) / font.height(), 0, rows - 1);
    }

    Rect cells(int row, int from, int to) {
        return new Rect(
                area.x() + from * font.width(),
                area.y() + row * font.height(),
                (to - from) * font.width(),
                font.height());
    }
}
