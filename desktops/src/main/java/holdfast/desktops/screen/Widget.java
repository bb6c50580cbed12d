package holdfast.desktops.screen;

import holdfast.desktops.font.CellFont;
import holdfast.graphics.Rect;

/** A part of a screen: where it is, and all that decides what it looks like. */
sealed interface Widget {
    Rect area();

    /** Paints all of {@link #area}. */
    void paint(Canvas canvas);

    /** Behind everything, over the whole picture. */
    record Backdrop(Rect area) implements Widget {
        @Override
        public void paint(Canvas canvas) {
            canvas.backdrop(area, Look.TOP, Look.BOTTOM);
        }
    }

    /** What the other widgets stand on. */
    record Card(Rect area, int radius) implements Widget {
        @Override
        public void paint(Canvas canvas) {
            canvas.box(area, radius, Look.CARD, Look.CARD_EDGE);
        }
    }

    /** A line of text on the card. */
    record Label(Rect area, CellFont font, String text, int colour, boolean bold)
            implements Widget {
        @Override
        public void paint(Canvas canvas) {
            canvas.fill(area, Look.CARD);
            canvas.text(font, area, text, colour, bold);
        }
    }

    /**
     * A field to type in.
     *
     * @param index among the fields asked
     * @param text what is shown of it
     * @param caret where the caret stands in the text; negative: not here
     */
    record Field(Rect area, CellFont font, int index, String text, int caret) implements Widget {
        @Override
        public void paint(Canvas canvas) {
            boolean focused = caret >= 0;
            canvas.fill(area, Look.CARD);
            canvas.box(area, font.width() / 2, Look.FIELD, focused ? Look.ACCENT : Look.FIELD_EDGE);
            int room = Math.max(1, room());
            int first = Math.max(0, caret - room + 1);
            String shown = text.substring(Math.min(first, text.length()));
            Rect inner = inner();
            canvas.text(
                    font,
                    inner,
                    shown.substring(0, Math.min(room, shown.length())),
                    Look.TEXT,
                    false);
            if (focused) {
                int x = inner.x() + (caret - first) * font.width();
                int thickness = Math.max(1, font.width() / 5);
                canvas.fill(new Rect(x, inner.y(), thickness, font.height()), Look.ACCENT);
            }
        }

        private int room() {
            return inner().width() / font.width();
        }

        private Rect inner() {
            int margin = font.width();
            int top = (area.height() - font.height()) / 2;
            return new Rect(
                    area.x() + margin, area.y() + top, area.width() - 2 * margin, font.height());
        }
    }

    /**
     * @param index among the buttons of its row
     * @param primary the one that Enter takes
     */
    record Button(
            Rect area, CellFont font, int index, String text, boolean primary, boolean focused)
            implements Widget {
        @Override
        public void paint(Canvas canvas) {
            canvas.fill(area, Look.CARD);
            int fill = primary ? Look.ACCENT : Look.BUTTON;
            canvas.box(area, font.width() / 2, fill, focused ? Look.TEXT : fill);
            int room = area.width() / font.width();
            int width = Math.min(room, text.codePointCount(0, text.length())) * font.width();
            Rect inner =
                    new Rect(
                            area.x() + (area.width() - width) / 2,
                            area.y() + (area.height() - font.height()) / 2,
                            width,
                            font.height());
            canvas.text(font, inner, text, primary ? Look.ACCENT_TEXT : Look.TEXT, focused);
        }
    }

    /**
     * An entry of a list.
     *
     * @param index in the list
     */
    record Entry(Rect area, CellFont font, int index, LogonChoice choice, boolean marked)
            implements Widget {
        @Override
        public void paint(Canvas canvas) {
            canvas.fill(area, Look.CARD);
            int edge = marked ? Look.ACCENT : Look.CARD_EDGE;
            canvas.box(area, font.width() / 2, marked ? Look.BUTTON : Look.CARD, edge);
            int lines = choice.detail().isEmpty() ? 1 : 2;
            Rect line =
                    new Rect(
                            area.x() + font.width(),
                            area.y() + (area.height() - lines * font.height()) / 2,
                            area.width() - 2 * font.width(),
                            font.height());
            canvas.text(font, line, choice.title(), Look.TEXT, marked);
            canvas.text(font, line.translate(0, font.height()), choice.detail(), Look.QUIET, false);
        }
    }
}
