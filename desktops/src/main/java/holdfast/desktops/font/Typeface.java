package holdfast.desktops.font;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fonts that come with Holdfast: DejaVu Sans Mono, GNU Unifont for what it lacks, and lines and
 * blocks of our own. Loaded when first used, once. Safe for any thread.
 */
final class Typeface {
    private static final float SLANT = 0.2f;

    /** Up to this height the bitmaps of Unifont stay as they are: scaled by little they blur. */
    private static final int CRISP_HEIGHT = 22;

    private final TrueType regular = read("DejaVuSansMono.ttf");
    private final TrueType bold = read("DejaVuSansMono-Bold.ttf");

    /** Loaded late: most sessions never show a character that needs it. */
    private static final class Rest {
        static final Unifont UNIFONT = Unifont.load();
    }

    private static final class Loaded {
        static final Typeface TYPEFACE = new Typeface();
    }

    static Typeface loaded() {
        return Loaded.TYPEFACE;
    }

    private static TrueType read(String name) {
        try (InputStream file = Objects.requireNonNull(Typeface.class.getResourceAsStream(name))) {
            return new TrueType(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How much of each pixel of a cell a character covers.
     *
     * @param columns cells it takes: 1 or 2
     * @param cellHeight twice the cell's width, or about
     */
    byte[] mask(
            int codePoint,
            boolean isBold,
            boolean isItalic,
            int columns,
            int cellWidth,
            int cellHeight) {
        if (BoxDrawing.draws(codePoint)) {
            return BoxDrawing.mask(codePoint, cellWidth * columns, cellHeight);
        }
        TrueType font = isBold && bold.glyph(codePoint) != 0 ? bold : regular;
        int glyph = font.glyph(codePoint);
        if (glyph == 0) {
            byte[] rows = Rest.UNIFONT.rows(codePoint);
            if (rows != null) {
                return bitmap(rows, cellWidth * columns, cellHeight);
            }
            glyph = font.glyph(0xFFFD);
        }
        return outline(font, glyph, isItalic, columns, cellWidth, cellHeight);
    }

    private static byte[] outline(
            TrueType font, int glyph, boolean isItalic, int columns, int width, int height) {
        float scale = width / (float) font.advance();
        float spare = height - (font.ascent() + font.descent()) * scale;
        float baseline = Math.round(font.ascent() * scale + spare / 2);
        float shift = isItalic ? -SLANT * width / 2 : 0;
        var coverage = new Coverage(width * columns, height);
        // A font's y axis points up.
        font.draw(
                glyph,
                new TrueType.Transform(
                        scale,
                        0,
                        isItalic ? SLANT * scale : 0,
                        -scale,
                        shift + width * (columns - 1) / 2f,
                        baseline),
                coverage);
        return coverage.mask();
    }

    private static byte[] bitmap(byte[] rows, int width, int height) {
        int sourceWidth = rows.length / Unifont.ROWS * 8;
        byte[] mask = new byte[width * height];
        float scale =
                height < CRISP_HEIGHT
                        ? 1
                        : Math.min(width / (float) sourceWidth, height / (float) Unifont.ROWS);
        float left = Math.round((width - sourceWidth * scale) / 2);
        float top = Math.round((height - Unifont.ROWS * scale) / 2);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float ink =
                        ink(rows, sourceWidth, (x - left) / scale, (y - top) / scale, 1 / scale);
                mask[y * width + x] = (byte) Math.round(ink * 255);
            }
        }
        return mask;
    }

    /** The covered part of a square of the bitmap. */
    private static float ink(byte[] rows, int width, float x, float y, float side) {
        float sum = 0;
        for (int row = (int) Math.floor(y); row < y + side; row++) {
            float high = Math.min(row + 1, y + side) - Math.max(row, y);
            for (int column = (int) Math.floor(x); column < x + side; column++) {
                if (isSet(rows, width, column, row)) {
                    sum += high * (Math.min(column + 1, x + side) - Math.max(column, x));
                }
            }
        }
        return Math.clamp(sum / (side * side), 0, 1);
    }

    private static boolean isSet(byte[] rows, int width, int column, int row) {
        return column >= 0
                && row >= 0
                && column < width
                && row < Unifont.ROWS
                && (rows[row * (width / 8) + column / 8] >> 7 - column % 8 & 1) != 0;
    }

    /** The font has something to show for it; for tests and for choosing replacements. */
    boolean has(int codePoint) {
        return BoxDrawing.draws(codePoint)
                || regular.glyph(codePoint) != 0
                || unifont(codePoint) != null;
    }

    private static byte @Nullable [] unifont(int codePoint) {
        return Rest.UNIFONT.rows(codePoint);
    }
}
