package holdfast.protocol.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowPathInputTest {
    private static final List<InputEvent> ALL =
            List.of(
                    new InputEvent.Synchronize(true, false, true, false),
                    new InputEvent.Synchronize(false, true, false, true),
                    new InputEvent.Key(0x1E, false, false, true),
                    new InputEvent.Key(0x1D, true, false, false),
                    new InputEvent.Key(0x1D, false, true, true),
                    new InputEvent.Unicode('я', true),
                    new InputEvent.Unicode('я', false),
                    new InputEvent.MouseMove(0, 65535),
                    new InputEvent.MouseButton(1, 2, 1, true),
                    new InputEvent.MouseButton(1, 2, 2, false),
                    new InputEvent.MouseButton(1, 2, 3, true),
                    new InputEvent.MouseButton(3, 4, 4, true),
                    new InputEvent.MouseButton(3, 4, 5, false),
                    new InputEvent.Wheel(120, false),
                    new InputEvent.Wheel(-30, true));

    @Test
    void readsWhatAClientWrites() throws Exception {
        assertThat(decode(InputEncoder.slowPath(ALL))).isEqualTo(ALL);
    }

    @Test
    void skipsEventsThatItDoesNotKnow() throws Exception {
        // 4 events: INPUT_EVENT_UNUSED, relative mouse, one of the future, a key
        assertThat(
                        decode(
                                hex(
                                        "0400 0000 00000000 0200 000000000000"
                                                + "00000000 0480 000801000100"
                                                + "00000000 7700 AAAAAAAAAAAA"
                                                + "00000000 0400 000010000000")))
                .containsExactly(new InputEvent.Key(0x10, false, false, true));
    }

    @Test
    void takesAnEmptyList() throws Exception {
        assertThat(decode(hex("0000 0000"))).isEmpty();
    }

    @Test
    void refusesMoreEventsThanThereAre() {
        var refused =
                catchThrowableOfType(
                        ProtocolException.class,
                        () -> decode(hex("FFFF 0000 00000000 0400 000010000000")));
        assertThat(refused.reason())
                .isEqualTo(new Reason.Truncated("slowPathInputEvents", 65535L * 12, 12));
    }

    @FuzzTest
    void neverFailsInAnyOtherWay(byte[] input) {
        try {
            assertThat(decode(input)).hasSizeLessThanOrEqualTo(input.length);
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
    }

    private static List<InputEvent> decode(byte[] data) throws ProtocolException {
        return SlowPathInput.decode(new WireReader("TS_INPUT_PDU_DATA", data));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
