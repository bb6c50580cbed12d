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

class FastPathInputTest {
    private static final List<InputEvent> ALL =
            List.of(
                    new InputEvent.Key(0x1E, false, false, true),
                    new InputEvent.Key(0x1D, true, false, false),
                    new InputEvent.Key(0x1D, false, true, true),
                    new InputEvent.Unicode('ß', true),
                    new InputEvent.Unicode('\uD83D', false),
                    new InputEvent.Synchronize(true, false, true, false),
                    new InputEvent.Synchronize(false, true, false, true),
                    new InputEvent.MouseMove(1919, 1079),
                    new InputEvent.MouseButton(1, 2, 1, true),
                    new InputEvent.MouseButton(1, 2, 2, false),
                    new InputEvent.MouseButton(65535, 0, 3, true),
                    new InputEvent.MouseButton(3, 4, 4, true),
                    new InputEvent.MouseButton(3, 4, 5, false),
                    new InputEvent.Wheel(120, false),
                    new InputEvent.Wheel(-120, false),
                    new InputEvent.Wheel(255, true),
                    new InputEvent.Wheel(-256, true),
                    new InputEvent.QoeTimestamp(0xFFFF_FFFFL));

    @Test
    void readsWhatAClientWrites() throws Exception {
        assertThat(decode(ALL.size(), InputEncoder.fastPath(ALL))).isEqualTo(ALL);
    }

    @Test
    void findsTheCountInFrontWhereTheHeaderHasNone() throws Exception {
        // numEvents 2; left button down at (16, 32); the same button up
        assertThat(decode(0, hex("02 20 0090 1000 2000 20 0010 1000 2000")))
                .containsExactly(
                        new InputEvent.MouseButton(16, 32, 1, true),
                        new InputEvent.MouseButton(16, 32, 1, false));
    }

    @Test
    void leavesBytesAfterTheLastEventAlone() throws Exception {
        assertThat(decode(1, hex("00 1E FFFFFF")))
                .containsExactly(new InputEvent.Key(0x1E, false, false, true));
    }

    @Test
    void takesTheWheelOfRdesktopWhichSaysThatAButtonIsDown() throws Exception {
        // PTRFLAGS_DOWN | PTRFLAGS_WHEEL | 0x80, then the same with PTRFLAGS_WHEEL_NEGATIVE
        assertThat(decode(2, hex("20 8082 0500 0600 20 8083 0500 0600")))
                .containsExactly(
                        new InputEvent.Wheel(128, false), new InputEvent.Wheel(-128, false));
    }

    @Test
    void makesNothingOfAWheelThatDoesNotTurn() throws Exception {
        assertThat(decode(1, hex("20 0002 0000 0000"))).isEmpty();
    }

    @Test
    void movesBeforeItPressesWhereOneEventSaysBoth() throws Exception {
        assertThat(decode(1, hex("20 0098 0100 0200")))
                .containsExactly(
                        new InputEvent.MouseMove(1, 2), new InputEvent.MouseButton(1, 2, 1, true));
    }

    @Test
    void knowsTheRightShiftOfJapaneseLayoutsWhichCarriesTheExtendedBit() throws Exception {
        assertThat(decode(1, hex("02 36")))
                .containsExactly(new InputEvent.Key(0x36, false, false, true));
    }

    @Test
    void ignoresRelativeMotion() throws Exception {
        assertThat(decode(2, hex("A0 0008 FFFF 0100 00 1E")))
                .containsExactly(new InputEvent.Key(0x1E, false, false, true));
    }

    @Test
    void refusesAnEventOfUnknownLength() {
        assertThat(refusal(1, hex("E0 0000"))).isEqualTo(new Reason.Unknown("eventCode", 7));
    }

    @Test
    void refusesAnEventThatIsCutOff() {
        assertThat(refusal(2, hex("00 1E 20 0008 0500")))
                .isEqualTo(new Reason.Truncated("yPos", 2, 0));
    }

    @FuzzTest
    void neverFailsInAnyOtherWay(byte[] input) {
        try {
            assertThat(decode(0, input)).hasSizeLessThanOrEqualTo(4 * 255);
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
    }

    private static List<InputEvent> decode(int numEvents, byte[] data) throws ProtocolException {
        return FastPathInput.decode(numEvents, new WireReader("TS_FP_INPUT_PDU", data));
    }

    private static Reason refusal(int numEvents, byte[] data) {
        return catchThrowableOfType(ProtocolException.class, () -> decode(numEvents, data))
                .reason();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
