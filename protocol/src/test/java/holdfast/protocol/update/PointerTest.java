package holdfast.protocol.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import holdfast.protocol.update.ClientView.Seen;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointerTest {
    private static final int RED = 0xFFFF_0000;
    private static final int HALF_GREEN = 0x8000_FF00;
    private static final int FAINT_BLUE = 0x2000_00FF;

    private final ClientView client = new ClientView();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsAlphaForClientsThatHaveIt(boolean fastPath) {
        var writer = new UpdateWriter(Limits.pointers(fastPath, 20, 20, 32), client);
        writer.pointer(2, 2, 1, 0, new int[] {RED, 0x00FF_FFFF, HALF_GREEN, FAINT_BLUE});

        var pointer = (Seen.Pointer) client.seen.getFirst();
        assertThat(pointer.large()).isFalse();
        assertThat(pointer.xorBpp()).isEqualTo(32);
        assertThat(pointer.width()).isEqualTo(32);
        assertThat(pointer.height()).isEqualTo(32);
        assertThat(pointer.hotX()).isEqualTo(1);
        assertThat(pointer.hotY()).isZero();
        assertThat(pixel(pointer, 0, 0)).isEqualTo(RED);
        assertThat(pixel(pointer, 1, 0)).as("nothing of it is seen").isZero();
        assertThat(pixel(pointer, 0, 1)).isEqualTo(HALF_GREEN);
        assertThat(pixel(pointer, 1, 1)).isEqualTo(FAINT_BLUE);
        assertThat(transparent(pointer, 0, 0)).isFalse();
        assertThat(transparent(pointer, 1, 0)).isTrue();
        assertThat(transparent(pointer, 1, 1)).isFalse();
        assertThat(transparent(pointer, 31, 31)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void makesColourAndMaskForClientsWithoutAlpha(boolean fastPath) {
        var writer = new UpdateWriter(Limits.pointers(fastPath, 20, 0, 32), client);
        writer.pointer(2, 2, 1, 1, new int[] {RED, 0x00FF_FFFF, HALF_GREEN, FAINT_BLUE});

        var pointer = (Seen.Pointer) client.seen.getFirst();
        assertThat(pointer.xorBpp()).isEqualTo(24);
        assertThat(pixel(pointer, 0, 0)).isEqualTo(0xFF0000);
        assertThat(pixel(pointer, 0, 1)).isEqualTo(0x00FF00);
        assertThat(pixel(pointer, 1, 1)).as("too faint to be shown").isZero();
        assertThat(transparent(pointer, 0, 0)).isFalse();
        assertThat(transparent(pointer, 0, 1)).isFalse();
        assertThat(transparent(pointer, 1, 0)).isTrue();
        assertThat(transparent(pointer, 1, 1)).isTrue();
    }

    @Test
    void namesAShapeThatTheClientStillHolds() {
        var writer = new UpdateWriter(Limits.pointers(true, 20, 2, 32), client);
        int[] first = square(4, RED);
        writer.pointer(4, 4, 0, 0, first); // to slot 0
        first[0] = 0; // The caller's array may change.
        writer.pointer(4, 4, 0, 0, square(4, HALF_GREEN)); // to slot 1
        writer.pointer(4, 4, 0, 0, square(4, RED)); // from slot 0
        writer.pointer(4, 4, 1, 0, square(4, RED)); // another hot spot: to slot 1
        writer.pointer(4, 4, 0, 0, square(4, RED)); // from slot 0
        writer.pointer(4, 4, 0, 0, square(4, HALF_GREEN)); // forgotten: to slot 1

        assertThat(client.seen.get(2)).isEqualTo(new Seen.PointerCached(0));
        assertThat(client.seen.get(4)).isEqualTo(new Seen.PointerCached(0));
        assertThat(client.seen)
                .filteredOn(Seen.Pointer.class::isInstance)
                .extracting(seen -> ((Seen.Pointer) seen).slot())
                .containsExactly(0, 1, 1, 1);
    }

    @Test
    void sendsShapesToEverySlotBeforeItOverwritesOne() {
        var writer = new UpdateWriter(Limits.pointers(true, 25, 25, 32), client);
        for (int i = 0; i < 26; i++) {
            writer.pointer(1, 1, 0, 0, new int[] {0xFF00_0000 | i});
        }
        assertThat(client.seen)
                .extracting(seen -> ((Seen.Pointer) seen).slot())
                .startsWith(0, 1, 2)
                .endsWith(23, 24, 0);
    }

    @Test
    void hidesAShapeOfWhichNothingIsSeen() {
        var writer = new UpdateWriter(Limits.pointers(true, 20, 20, 32), client);
        writer.pointer(16, 16, 0, 0, new int[256]);
        writer.pointer(0, 0, 0, 0, new int[0]);
        assertThat(client.seen).containsExactly(new Seen.PointerHidden(), new Seen.PointerHidden());
    }

    @Test
    void fallsBackToTheClientsArrowWhereItHasNoSlots() {
        var writer = new UpdateWriter(Limits.pointers(true, 0, 0, 32), client);
        writer.pointer(4, 4, 0, 0, square(4, RED));
        assertThat(client.seen).containsExactly(new Seen.PointerDefault());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hidesMovesAndResets(boolean fastPath) {
        var writer = new UpdateWriter(Limits.pointers(fastPath, 20, 20, 32), client);
        writer.hidePointer();
        writer.defaultPointer();
        writer.movePointer(640, 480);
        assertThat(client.seen)
                .containsExactly(
                        new Seen.PointerHidden(),
                        new Seen.PointerDefault(),
                        new Seen.PointerAt(640, 480));
    }

    @ParameterizedTest
    @CsvSource({
        // the client's largest side, the shape's side, large update, side on the wire
        "32, 32, false, 32",
        "32, 48, false, 32",
        "96, 33, false, 48",
        "96, 96, false, 96",
        "96, 200, false, 96",
        "384, 96, false, 96",
        "384, 97, true, 112",
        "384, 384, true, 384",
        "384, 1000, true, 384",
    })
    void fitsTheShapeToTheClient(int clientSide, int side, boolean large, int expected) {
        var writer = new UpdateWriter(Limits.pointers(true, 20, 20, clientSide), client);
        writer.pointer(side, side, side - 1, side / 2, square(side, RED));
        var pointer = (Seen.Pointer) client.seen.getFirst();
        assertThat(pointer.large()).isEqualTo(large);
        assertThat(pointer.width()).isEqualTo(expected);
        int shown = Math.min(side, clientSide);
        assertThat(pixel(pointer, shown - 1, shown - 1)).isEqualTo(RED);
        assertThat(pointer.hotX()).isBetween(shown - 1 - shown / 20, shown - 1);
    }

    @Test
    void cutsEmptyMarginsBeforeItScales() {
        var argb = new int[64 * 64];
        argb[20 * 64 + 20] = RED;
        argb[40 * 64 + 40] = HALF_GREEN;
        var writer = new UpdateWriter(Limits.pointers(true, 20, 20, 32), client);
        writer.pointer(64, 64, 22, 21, argb);
        var pointer = (Seen.Pointer) client.seen.getFirst();
        assertThat(pixel(pointer, 0, 0)).isEqualTo(RED);
        assertThat(pixel(pointer, 20, 20)).isEqualTo(HALF_GREEN);
        assertThat(pointer.hotX()).isEqualTo(2);
        assertThat(pointer.hotY()).isEqualTo(1);
    }

    @Test
    void staysWithinOnePduForClientsThatPutNothingTogether() {
        var limits = new ClientLimits(32, true, 0, true, false, false, 20, 20, 96, false);
        var writer = new UpdateWriter(limits, client);
        writer.pointer(96, 96, 0, 0, square(96, RED));
        assertThat(client.fragments).isZero();
        assertThat(((Seen.Pointer) client.seen.getFirst()).width()).isEqualTo(48);
    }

    @Test
    void refusesPixelsThatDoNotFitTheSize() {
        var writer = new UpdateWriter(ClientLimits.plain(16), client);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.pointer(2, 2, 0, 0, new int[3]));
    }

    private static int[] square(int side, int argb) {
        var pixels = new int[side * side];
        Arrays.fill(pixels, argb);
        return pixels;
    }

    /** The pixel as 0xAARRGGBB, with alpha 0 at 24 bpp; rows on the wire begin at the bottom. */
    private static int pixel(Seen.Pointer pointer, int x, int y) {
        int bytes = pointer.xorBpp() / 8;
        int at = ((pointer.height() - 1 - y) * pointer.width() + x) * bytes;
        byte[] xor = pointer.xor();
        int rgb = xor[at] & 0xFF | (xor[at + 1] & 0xFF) << 8 | (xor[at + 2] & 0xFF) << 16;
        return bytes == 4 ? rgb | xor[at + 3] << 24 : rgb;
    }

    private static boolean transparent(Seen.Pointer pointer, int x, int y) {
        int row = (pointer.height() - 1 - y) * (pointer.width() / 8);
        return (pointer.and()[row + x / 8] & 0x80 >> x % 8) != 0;
    }
}
