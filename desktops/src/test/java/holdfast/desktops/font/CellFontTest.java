package holdfast.desktops.font;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellFontTest {
    private static final int INK = 0xFFFFFF;

    private static FrameBuffer drawn(CellFont font, int codePoint, int columns) {
        var picture = new FrameBuffer(font.width() * columns, font.height());
        font.draw(picture, 0, 0, codePoint, columns, false, false, INK, 0);
        return picture;
    }

    private static long ink(FrameBuffer picture, Rect area) {
        long sum = 0;
        for (int y = area.y(); y < area.bottom(); y++) {
            for (int x = area.x(); x < area.right(); x++) {
                sum += picture.pixel(x, y) & 0xFF;
            }
        }
        return sum / 255;
    }

    @Test
    void looksLikeTheLetter() {
        CellFont font = CellFont.ofWidth(9);
        var picture = drawn(font, 'L', 1);
        long left = ink(picture, new Rect(0, 0, 4, 18));
        long upperRight = ink(picture, new Rect(4, 0, 5, 12));
        long foot = ink(picture, new Rect(4, 12, 5, 4));
        assertThat(left).isGreaterThan(12);
        assertThat(upperRight).isZero();
        assertThat(foot).isGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 7, 8, 9, 10, 13, 18, 27, 45})
    void drawsEveryKindOfCharacterInEverySize(int width) {
        CellFont font = CellFont.ofWidth(width);
        for (int codePoint : "Aé€Жאя→✓─║╋╭█▒⣿中あ한".codePoints().toArray()) {
            int columns = holdfast.desktops.terminal.CharWidth.of(codePoint);
            var picture = drawn(font, codePoint, columns);
            assertThat(ink(picture, picture.bounds()))
                    .as("ink of %s", Character.toString(codePoint))
                    .isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 9, 12, 20})
    void drawsLinesThatMeetTheirNeighbours(int width) {
        CellFont font = CellFont.ofWidth(width);
        var line = drawn(font, '─', 1);
        int y = (font.height() - Math.max(1, Math.round(width / 9f))) / 2;
        for (int x = 0; x < width; x++) {
            assertThat(line.pixel(x, y)).isEqualTo(INK);
        }
        for (int corner : "┌├┬┼╠╔╒╓╟╫╬".codePoints().toArray()) {
            var picture = drawn(font, corner, 1);
            assertThat(ink(picture, new Rect(width - 1, 0, 1, font.height()))).isPositive();
            assertThat(ink(picture, new Rect(0, font.height() - 1, width, 1))).isPositive();
        }
    }

    @Test
    void leavesOutWhatDoesNotFitIntoThePicture() {
        CellFont font = CellFont.ofWidth(9);
        var picture = new FrameBuffer(20, 20);
        font.draw(picture, 15, 10, 'M', 1, true, true, INK, 0x112233);
        font.draw(picture, -4, -9, '中', 2, false, false, INK, 0x112233);
        assertThat(picture.pixel(19, 19)).isIn(0x112233, INK);
    }
}
