package holdfast.interop.x11;

import holdfast.desktops.font.CellFont;
import holdfast.graphics.FrameBuffer;

/** Reads what Holdfast's own screens say: a text is there if its pixels are. */
final class ScreenText {
    private static final int CELL_WIDTH = CellFont.NORMAL_WIDTH + 1;
    private static final int CARD = 0x222B38;
    private static final int QUIET = 0x9AA7B8;
    private static final int PROBLEM = 0xFF8A80;

    private ScreenText() {}

    /** A line of the card has this text in it. */
    static boolean says(XPicture picture, String text) {
        return shows(picture, text, QUIET) || shows(picture, text, PROBLEM);
    }

    private static boolean shows(XPicture picture, String text, int colour) {
        CellFont font = CellFont.ofWidth(CELL_WIDTH);
        int[] characters = text.codePoints().toArray();
        var line = new FrameBuffer(characters.length * font.width(), font.height());
        line.fill(line.bounds(), CARD);
        for (int i = 0; i < characters.length; i++) {
            font.drawOver(line, i * font.width(), 0, characters[i], 1, false, colour);
        }
        for (int y = 0; y + line.height() <= picture.height(); y++) {
            for (int x = 0; x + line.width() <= picture.width(); x++) {
                if (isAt(picture, line, x, y)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAt(XPicture picture, FrameBuffer line, int left, int top) {
        for (int y = 0; y < line.height(); y++) {
            for (int x = 0; x < line.width(); x++) {
                int found = picture.rgb()[(top + y) * picture.width() + left + x];
                if (((found ^ line.pixels()[y * line.width() + x]) & 0xFFFFFF) != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
