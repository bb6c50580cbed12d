package holdfast.desktops.screen;

import holdfast.desktops.font.CellFont;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;
import java.util.ArrayList;
import java.util.List;

/** Draws on a picture, within a part of it. */
final class Canvas {
    private final FrameBuffer target;

    Canvas(FrameBuffer target) {
        this.target = target;
    }

    void fill(Rect area, int rgb) {
        target.fill(area, rgb);
    }

    /** From one colour at the picture's top to another one at its bottom. */
    void backdrop(Rect area, int top, int bottom) {
        Rect r = area.intersect(target.bounds());
        for (int y = r.y(); y < r.bottom(); y++) {
            int alpha = y * 255 / Math.max(1, target.height() - 1);
            target.fill(new Rect(r.x(), y, r.width(), 1), CellFont.blend(top, bottom, alpha));
        }
    }

    /** A box with round corners; what is outside of them stays as it is. */
    void box(Rect area, int radius, int fill, int edge) {
        Rect r = area.intersect(target.bounds());
        for (int y = r.y(); y < r.bottom(); y++) {
            for (int x = r.x(); x < r.right(); x++) {
                double inside = inside(area, radius, x + 0.5, y + 0.5);
                if (inside > -0.5) {
                    int at = y * target.width() + x;
                    int colour = inside < 1 ? edge : fill;
                    int alpha = (int) Math.round(Math.min(1, inside + 0.5) * 255);
                    target.pixels()[at] = CellFont.blend(target.pixels()[at], colour, alpha);
                }
            }
        }
    }

    /** How far inside the box a point lies, in pixels. */
    private static double inside(Rect area, int radius, double x, double y) {
        double dx = Math.min(x - area.x(), area.right() - x);
        double dy = Math.min(y - area.y(), area.bottom() - y);
        if (dx < radius && dy < radius) {
            return radius - Math.hypot(radius - dx, radius - dy);
        }
        return Math.min(dx, dy);
    }

    /** One line, cut at the end with an ellipsis where it does not fit. */
    void text(CellFont font, Rect area, String text, int rgb, boolean bold) {
        int room = area.width() / font.width();
        int[] all = text.codePoints().toArray();
        int x = area.x();
        for (int i = 0; i < Math.min(all.length, room); i++) {
            int shown = i == room - 1 && all.length > room ? '…' : all[i];
            font.drawOver(target, x, area.y(), shown, 1, bold, rgb);
            x += font.width();
        }
    }

    /** Lines of at most so many characters, broken at blanks. */
    static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            String rest = paragraph;
            while (rest.length() > columns) {
                int blank = rest.lastIndexOf(' ', columns);
                int end = blank > 0 ? blank : columns;
                lines.add(rest.substring(0, end));
                rest = rest.substring(end).stripLeading();
            }
            lines.add(rest);
        }
        return lines;
    }
}
