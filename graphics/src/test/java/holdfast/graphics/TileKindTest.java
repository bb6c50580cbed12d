package holdfast.graphics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileKindTest {
    @ParameterizedTest
    @CsvSource({
        "SOLID, PLAIN",
        "NOISE, PICTURE",
        "PHOTO, PICTURE",
        "TEXT, DRAWN",
        "SMOOTH_TEXT, DRAWN",
        "TWO_COLORS, DRAWN",
        "STRIPES, DRAWN"
    })
    void tellsDrawingsFromPhotographs(Pictures.Kind picture, TileKind kind) {
        FrameBuffer pixels = Pictures.of(picture, 200, 100, 1);
        assertThat(TileKind.of(pixels, new Rect(50, 20, 64, 64))).isEqualTo(kind);
    }

    @Test
    void seesASinglePixelInThePlain() {
        for (int[] at : new int[][] {{0, 0}, {8, 0}, {3, 4}, {8, 6}, {0, 6}}) {
            FrameBuffer picture = new FrameBuffer(9, 7);
            picture.pixels()[at[1] * 9 + at[0]] = 1;
            assertThat(TileKind.of(picture, picture.bounds())).isEqualTo(TileKind.DRAWN);
        }
        FrameBuffer row = new FrameBuffer(9, 1);
        assertThat(TileKind.of(row, row.bounds())).isEqualTo(TileKind.PLAIN);
    }
}
