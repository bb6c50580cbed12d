package holdfast.graphics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegionTest {
    private static final int SIDE = 40;

    @Test
    void agreesWithASetOfPixelsWhateverIsDoneToIt() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            Region region = new Region();
            BitSet pixels = new BitSet();
            for (int step = 0; step < 20; step++) {
                Rect rect = rect(random);
                BitSet other = pixels(rect);
                switch (random.nextInt(8)) {
                    case 0 -> {
                        region.subtract(rect);
                        pixels.andNot(other);
                    }
                    case 1 -> {
                        Region two = Region.of(rect, rect(random));
                        region.subtract(two);
                        pixels.andNot(pixels(two));
                    }
                    case 2 -> {
                        Region two = Region.of(rect, rect(random), rect(random), rect(random));
                        region.intersect(two);
                        pixels.and(pixels(two));
                    }
                    case 3 -> {
                        Region two = Region.of(rect, rect(random), rect(random));
                        region.add(two);
                        pixels.or(pixels(two));
                    }
                    default -> {
                        region.add(rect);
                        pixels.or(other);
                    }
                }
                assertThat(pixels(region)).isEqualTo(pixels);
                assertThat(region.area()).isEqualTo(pixels.cardinality());
                assertThat(region.isEmpty()).isEqualTo(pixels.isEmpty());
            }
        }
    }

    @Test
    void holdsTheSameRectanglesForTheSamePixels() {
        Region one = Region.of(new Rect(0, 0, 10, 10), new Rect(10, 0, 10, 10));
        one.add(new Rect(0, 10, 20, 5));
        assertThat(one).isEqualTo(Region.of(new Rect(0, 0, 20, 15)));
        assertThat(one.rects()).containsExactly(new Rect(0, 0, 20, 15));
        assertThat(one.bounds()).isEqualTo(new Rect(0, 0, 20, 15));
    }

    @Test
    void isCoveredByFewRectanglesThatDoNotOverlap() {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            Region region = new Region();
            for (int i = 0; i < 30; i++) {
                region.add(new Rect(random.nextInt(SIDE), random.nextInt(SIDE), 1 + i % 5, 2));
            }
            int most = 1 + random.nextInt(8);
            List<Rect> cover = region.covering(most, random.nextInt(30));
            assertThat(cover).hasSizeLessThanOrEqualTo(most);
            Region covered = Region.of(cover);
            assertThat(covered.area()).isEqualTo(cover.stream().mapToLong(Rect::area).sum());
            Region missed = Region.copyOf(region);
            missed.subtract(covered);
            assertThat(missed.rects()).isEmpty();
        }
    }

    @Test
    void mergesOnlyWhatWastesLittle() {
        Region region = Region.of(new Rect(0, 0, 10, 10), new Rect(12, 0, 10, 10));
        region.add(new Rect(100, 100, 10, 10));
        assertThat(region.covering(16, 20))
                .containsExactly(new Rect(0, 0, 22, 10), new Rect(100, 100, 10, 10));
        assertThat(region.covering(16, 19)).hasSize(3);
    }

    @Test
    void staysAnswerableForThousandsOfRectangles() {
        Region region = new Region();
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 60; j++) {
                region.add(new Rect(i * 20, j * 20, 7, 7));
            }
        }
        assertThat(region.size()).isEqualTo(3600);
        assertThat(region.covering(64, 0)).hasSizeLessThanOrEqualTo(64);
    }

    private static Rect rect(Random random) {
        int x = random.nextInt(SIDE);
        int y = random.nextInt(SIDE);
        return new Rect(x, y, random.nextInt(SIDE - x + 1), random.nextInt(SIDE - y + 1));
    }

    private static BitSet pixels(Region region) {
        BitSet set = new BitSet();
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                set.set(y * SIDE + x, region.contains(x, y));
            }
        }
        return set;
    }

    private static BitSet pixels(Rect rect) {
        BitSet set = new BitSet();
        for (int y = rect.y(); y < rect.bottom(); y++) {
            set.set(y * SIDE + rect.x(), y * SIDE + rect.right());
        }
        return set;
    }
}
