package holdfast.protocol.update;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.protocol.update.ClientView.Seen;
import holdfast.protocol.wire.WireWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScreenCopyTest {
    private final PrimaryOrders orders = new PrimaryOrders();
    private final WireWriter out = new WireWriter();

    @Test
    void sendsEveryFieldThatIsNotZeroFirst() {
        orders.screenCopy(out, 0, 300, 0, 100, 1024, 768);
        // TS_STANDARD | TS_TYPE_CHANGE, ScrBlt, top, width, height, rop, source y
        assertHex("09 02 5E 6400 0004 0003 CC 2C01");
    }

    @Test
    void sendsDifferencesThatFitAByte() {
        orders.screenCopy(out, 10, 10, 20, 20, 30, 30);
        assertHex("19 02 7F 14 14 1E 1E CC 0A 0A");
    }

    @Test
    void sendsOneByteForTheSameAgain() {
        orders.screenCopy(out, 10, 300, 20, 20, 30, 30);
        out.clear();
        orders.screenCopy(out, 10, 300, 20, 20, 30, 30);
        assertHex("51");
    }

    @Test
    void sendsBoundsOnlyAsFarAsTheyChange() {
        orders.clip(0, 16, 1024, 100);
        orders.screenCopy(out, 10, 300, 20, 20, 30, 30);
        // bounds: right in full, top and bottom as differences
        assertHex("0D 02 7F A4 10 FF03 63 1400 1400 1E00 1E00 CC 0A00 2C01");
        out.clear();
        orders.screenCopy(out, 10, 300, 20, 20, 30, 30);
        assertHex("75");
        out.clear();
        orders.noClip();
        orders.screenCopy(out, 10, 300, 20, 20, 30, 31);
        assertHex("11 08 01");
    }

    @Test
    void neverExceedsItsLargestSize() {
        orders.clip(1000, 2000, 3000, 4000);
        orders.screenCopy(out, 10_000, 10_000, 20_000, 20_000, 30_000, 30_000);
        assertThat(out.size()).isEqualTo(PrimaryOrders.MAX_ORDER);
    }

    @Test
    void isUnderstoodWhateverComesInARow() {
        var client = new ClientView();
        var writer = new UpdateWriter(Limits.fastPath(16, 0), client);
        var random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            int range = random.nextBoolean() ? 100 : 8192;
            var copy =
                    new Seen.Copy(
                            random.nextInt(range),
                            random.nextInt(range),
                            random.nextInt(range),
                            random.nextInt(range),
                            1 + random.nextInt(range),
                            1 + random.nextInt(range),
                            random.nextBoolean()
                                    ? List.of()
                                    : List.of(
                                            random.nextInt(range),
                                            random.nextInt(range),
                                            8191 + random.nextInt(3),
                                            8191));
            if (copy.clip().isEmpty()) {
                writer.noClip();
            } else {
                var clip = copy.clip();
                writer.clip(
                        clip.get(0),
                        clip.get(1),
                        clip.get(2) - clip.get(0) + 1,
                        clip.get(3) - clip.get(1) + 1);
            }
            writer.copy(
                    copy.sourceX(),
                    copy.sourceY(),
                    copy.x(),
                    copy.y(),
                    copy.width(),
                    copy.height());
            writer.flush();
            assertThat(client.seen).last().isEqualTo(copy);
            client.seen.clear();
        }
    }

    private void assertHex(String expected) {
        assertThat(HexFormat.of().withUpperCase().formatHex(out.toByteArray()))
                .isEqualTo(expected.replace(" ", ""));
    }
}
