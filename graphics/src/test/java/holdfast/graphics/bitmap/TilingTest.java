package holdfast.graphics.bitmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TilingTest {
    @Test
    void coversEverythingWithWidthsThatAreMultiplesOfFour() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            Rect bounds = new Rect(0, 0, 4 + random.nextInt(900), 1 + random.nextInt(300));
            int x = random.nextInt(bounds.width());
            int y = random.nextInt(bounds.height());
            Rect rect =
                    new Rect(
                            x,
                            y,
                            1 + random.nextInt(bounds.width() - x),
                            1 + random.nextInt(bounds.height() - y));
            List<Rect> tiles = Tiling.cut(List.of(rect), 128, 32, bounds);
            assertThat(tiles)
                    .allMatch(tile -> tile.width() % 4 == 0)
                    .allMatch(tile -> tile.width() <= 128 && tile.height() <= 32)
                    .allMatch(bounds::contains);
            Region missed = Region.of(rect);
            missed.subtract(Region.of(tiles));
            assertThat(missed.rects()).isEmpty();
        }
    }

    @Test
    void leavesOutWhatIsNotInThePicture() {
        Rect bounds = new Rect(0, 0, 3, 3);
        assertThat(Tiling.cut(List.of(new Rect(-5, 1, 90, 90)), 64, 64, bounds))
                .containsExactly(new Rect(0, 1, 3, 2));
        assertThat(Tiling.cut(List.of(new Rect(7, 7, 2, 2)), 64, 64, bounds)).isEmpty();
    }

    @Test
    void refusesTileWidthsThatCannotBe() {
        assertThatThrownBy(() -> Tiling.cut(List.of(), 63, 64, new Rect(0, 0, 9, 9)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
