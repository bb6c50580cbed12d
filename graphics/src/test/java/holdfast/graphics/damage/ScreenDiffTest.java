package holdfast.graphics.damage;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Move;
import holdfast.graphics.Pictures;
import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScreenDiffTest {
    private static final Rect SCREEN = new Rect(0, 0, 640, 400);

    private final ScreenDiff diff = new ScreenDiff();

    @Test
    void findsExactlyWhatIsDifferentInEachTile() {
        FrameBuffer shadow = picture(Pictures.Kind.TEXT, 1);
        FrameBuffer now = copy(shadow);
        now.pixels()[20 * 640 + 70] ^= 1;
        now.pixels()[22 * 640 + 75] ^= 0x800000;
        now.pixels()[399 * 640 + 639] ^= 0x100;
        now.pixels()[100 * 640 + 100] ^= 0xFF000000; // Means nothing.
        Region changed = diff.update(shadow, Pixels.of(now), Region.of(SCREEN));
        assertThat(changed.rects())
                .containsExactly(new Rect(70, 20, 6, 3), new Rect(639, 399, 1, 1));
        assertSame(shadow, now);
    }

    @Test
    void looksOnlyWhereTheDamageIs() {
        FrameBuffer shadow = picture(Pictures.Kind.TEXT, 1);
        FrameBuffer now = picture(Pictures.Kind.NOISE, 2);
        Region damage = Region.of(new Rect(10, 10, 100, 30), new Rect(200, 20, 9, 300));
        damage.add(new Rect(630, 390, 500, 500));
        Region changed = diff.update(shadow, Pixels.of(now), damage);
        damage.intersect(SCREEN);
        assertThat(changed).isEqualTo(damage);
        assertThat(shadow.pixel(9, 10)).isEqualTo(picture(Pictures.Kind.TEXT, 1).pixel(9, 10));
    }

    @Test
    void readsFromMemoryWithPaddedRows() {
        FrameBuffer now = picture(Pictures.Kind.PHOTO, 4);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment shared = arena.allocate(400L * 4096);
            for (int y = 0; y < 400; y++) {
                MemorySegment.copy(
                        now.pixels(), y * 640, shared, ValueLayout.JAVA_INT, y * 4096L, 640);
            }
            FrameBuffer shadow = new FrameBuffer(640, 400);
            diff.updateWithMoves(shadow, new Pixels(shared, 640, 400, 4096), Region.of(SCREEN));
            assertSame(shadow, now);
        }
    }

    @Test
    void sendsAScrolledPageAsAMove() {
        FrameBuffer shadow = picture(Pictures.Kind.SMOOTH_TEXT, 3);
        FrameBuffer now = copy(shadow);
        Rect page = new Rect(37, 21, 500, 350);
        now.move(new Move(37, 21 + 48, new Rect(37, 21, 500, 350 - 48)));
        now.copyFrom(picture(Pictures.Kind.SMOOTH_TEXT, 9), new Rect(37, 371 - 48, 500, 48));
        Changes changes = checked(shadow, now, Region.of(page));
        assertThat(changes.moves()).contains(new Move(37, 69, new Rect(37, 21, 500, 302)));
        assertThat(changes.changed().area()).isLessThanOrEqualTo(500 * 48);
    }

    @Test
    void sendsAScrolledPageAsAMoveInEachDirection() {
        int[][] offsets = {{0, -1}, {0, 1}, {0, 16}, {0, -120}, {7, 0}, {-90, 0}, {13, -5}};
        for (Pictures.Kind kind :
                new Pictures.Kind[] {
                    Pictures.Kind.TEXT, Pictures.Kind.SMOOTH_TEXT, Pictures.Kind.PHOTO
                }) {
            for (int[] by : offsets) {
                FrameBuffer shadow = picture(kind, 3);
                FrameBuffer now = picture(kind, 4);
                Rect to = SCREEN.translate(by[0], by[1]).intersect(SCREEN);
                now.copyFrom(shadow, SCREEN);
                now.move(new Move(to.x() - by[0], to.y() - by[1], to));
                Region fresh = Region.of(SCREEN);
                fresh.subtract(to);
                fresh.rects().forEach(rect -> now.copyFrom(picture(kind, 5), rect));
                Changes changes = checked(shadow, now, Region.of(SCREEN));
                assertThat(changes.changed().area())
                        .as("%s by %d, %d", kind, by[0], by[1])
                        .isLessThanOrEqualTo(fresh.area() + 64 * 16);
            }
        }
    }

    @Test
    void sendsADraggedWindowAsAMove() {
        FrameBuffer desktop = picture(Pictures.Kind.PHOTO, 1);
        FrameBuffer window = new FrameBuffer(300, 200);
        window.fill(window.bounds(), 0xEEEEEE);
        window.copyFrom(
                Pictures.of(Pictures.Kind.SMOOTH_TEXT, 300, 20, 2), new Rect(0, 0, 300, 20));
        FrameBuffer shadow = copy(desktop);
        put(window, shadow, 50, 60);
        FrameBuffer now = copy(desktop);
        put(window, now, 73, 49);
        Region damage = Region.of(new Rect(50, 60, 300, 200), new Rect(73, 49, 300, 200));
        Changes changes = checked(shadow, now, damage);
        assertThat(changes.moves()).hasSize(1);
        assertThat(changes.moves().getFirst().target()).isEqualTo(new Rect(73, 49, 300, 200));
        damage.subtract(new Rect(73, 49, 300, 200));
        assertThat(changes.changed().area()).isLessThanOrEqualTo(damage.area() + 2000);
    }

    @Test
    void getsThereWhateverHappened() {
        Random random = new Random(11);
        FrameBuffer[] stock = new FrameBuffer[Pictures.Kind.values().length];
        for (Pictures.Kind kind : Pictures.Kind.values()) {
            stock[kind.ordinal()] = picture(kind, 20);
        }
        FrameBuffer shadow = copy(stock[2]);
        FrameBuffer now = copy(shadow);
        for (int frame = 0; frame < 300; frame++) {
            Region damage = new Region();
            for (int i = random.nextInt(4); i >= 0; i--) {
                Rect rect = rect(random);
                if (random.nextInt(3) == 0) {
                    now.copyFrom(stock[random.nextInt(stock.length)], rect);
                } else {
                    rect = move(now, random, rect);
                }
                damage.add(rect);
            }
            checked(shadow, now, damage);
        }
    }

    @Test
    void findsNothingToMoveInNoise() {
        FrameBuffer shadow = picture(Pictures.Kind.NOISE, 1);
        Changes changes = checked(shadow, picture(Pictures.Kind.NOISE, 2), Region.of(SCREEN));
        assertThat(changes.moves()).isEmpty();
        assertThat(changes.changed()).isEqualTo(Region.of(SCREEN));
    }

    /** Old picture, moves, changed pixels: that must be the new picture, for the client as here. */
    private Changes checked(FrameBuffer shadow, FrameBuffer now, Region damage) {
        FrameBuffer client = copy(shadow);
        Changes changes = diff.updateWithMoves(shadow, Pixels.of(now), damage);
        changes.moves().forEach(client::move);
        changes.changed().rects().forEach(rect -> client.copyFrom(now, rect));
        assertSame(shadow, now);
        assertSame(client, now);
        return changes;
    }

    private static Rect move(FrameBuffer picture, Random random, Rect rect) {
        int dx = random.nextBoolean() ? 0 : random.nextInt(-60, 60);
        int dy = random.nextInt(-60, 60);
        Rect to = rect.translate(dx, dy).intersect(SCREEN);
        if (!to.isEmpty()) {
            picture.move(new Move(to.x() - dx, to.y() - dy, to));
        }
        return to;
    }

    private static Rect rect(Random random) {
        int x = random.nextInt(600);
        int y = random.nextInt(360);
        return new Rect(x, y, random.nextInt(8, 641 - x), random.nextInt(8, 401 - y));
    }

    private static FrameBuffer picture(Pictures.Kind kind, long seed) {
        FrameBuffer picture = Pictures.of(kind, 640, 400, seed);
        // As from an X server, which copies the unused byte along.
        for (int i = 0; i < picture.pixels().length; i++) {
            picture.pixels()[i] &= 0xFFFFFF;
        }
        return picture;
    }

    private static FrameBuffer copy(FrameBuffer picture) {
        FrameBuffer copy = new FrameBuffer(picture.width(), picture.height());
        copy.copyFrom(picture, picture.bounds());
        return copy;
    }

    private static void put(FrameBuffer window, FrameBuffer onto, int x, int y) {
        for (int row = 0; row < window.height(); row++) {
            System.arraycopy(
                    window.pixels(),
                    row * window.width(),
                    onto.pixels(),
                    (y + row) * onto.width() + x,
                    window.width());
        }
    }

    private static void assertSame(FrameBuffer one, FrameBuffer two) {
        for (int i = 0; i < one.pixels().length; i++) {
            if (((one.pixels()[i] ^ two.pixels()[i]) & 0xFFFFFF) != 0) {
                assertThat(i % one.width() + "," + i / one.width())
                        .as("first wrong pixel")
                        .isNull();
            }
        }
    }
}
