package holdfast.protocol.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamicChannelsTest {
    private static final String CAPS_2 = "50 00 0200 A803 CC0C 9224 5555";

    private final DynamicChannels channels = new DynamicChannels(2);
    private final Echo echo = new Echo("ECHO", 100_000);

    @ParameterizedTest
    @CsvSource({
        "1, 50 00 0100",
        "2, " + CAPS_2,
        "3, 50 00 0300 A803 CC0C 9224 5555",
    })
    void announcesItsVersion(int version, String expected) {
        assertHex(new DynamicChannels(version).opened(), expected);
    }

    @Test
    void refusesVersionsThatDoNotExist() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DynamicChannels(4));
    }

    @Test
    void waitsForTheClientsVersionBeforeItOpensChannels() throws Exception {
        assertThat(channels.open(echo)).isEmpty();
        assertThat(channels.version()).isZero();
        assertHex(process("50 00 0200"), "18 01 4543484F00"); // priority 2
        assertThat(channels.version()).isEqualTo(2);
        assertThat(channels.isOpen(echo)).isFalse();
    }

    @Test
    void speaksTheLowerVersion() throws Exception {
        process("50 00 0100");
        assertThat(channels.version()).isEqualTo(1);
        assertHex(channels.open(echo), "10 01 4543484F00"); // version 1 has no priorities
        var lower = new DynamicChannels(1);
        lower.process(reader(Chunks.hex("50000300")));
        assertThat(lower.version()).isEqualTo(1);
    }

    @Test
    void sendsTheFirstMessagesOnceTheClientHasOpenedTheChannel() throws Exception {
        process("50 00 0200");
        channels.open(echo);
        assertHex(process("10 01 00000000"), "30 01 6869");
        assertThat(channels.isOpen(echo)).isTrue();
        assertThat(echo.events).containsExactly("opened");
    }

    @Test
    void tellsTheChannelThatTheClientHasNoListener() throws Exception {
        process("50 00 0200");
        channels.open(echo);
        assertThat(process("10 01 22000080")).isEmpty();
        assertThat(echo.events).containsExactly("refused 80000022");
        assertThat(channels.isOpen(echo)).isFalse();
        assertThat(channels.send(echo, new byte[3])).isEmpty();
    }

    @Test
    void dispatchesDataByChannel() throws Exception {
        var other = new Echo("OTHER", 100);
        openAll(echo, other);
        assertHex(process("30 02 AABB"), "30 02 AABB");
        assertThat(echo.received).isEmpty();
        assertThat(other.received).containsExactly(Chunks.hex("AABB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20 01 05", "24 01 0500", "28 01 05000000", "2A 01000000 05000000"})
    void putsDataTogetherWhateverTheWidthOfItsLength(String firstHeader) throws Exception {
        openAll(echo);
        assertThat(process(firstHeader + "010203")).isEmpty();
        assertHex(process("31 0100 0405"), "30 01 0102030405");
    }

    @Test
    void takesAMessageThatIsWholeInItsFirstPart() throws Exception {
        openAll(echo);
        assertHex(process("20 01 02 0102"), "30 01 0102");
        assertHex(process("30 01 03"), "30 01 03");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1591, 1592, 1600, 3000, 70_000})
    void sendsWhatItCouldReceiveItself(int length) throws Exception {
        openAll(echo);
        byte[] message = Chunks.bytes(length);
        var receiver = new DynamicChannels(2);
        var copy = new Echo("ECHO", 100_000);
        receiver.process(reader(Chunks.hex("50000200")));
        receiver.open(copy);
        receiver.process(reader(Chunks.hex("100100000000")));
        for (byte[] pdu : channels.send(echo, message)) {
            assertThat(pdu).hasSizeLessThanOrEqualTo(1600);
            receiver.process(reader(pdu));
        }
        assertThat(copy.received).containsExactly(message);
    }

    @Test
    void numbersChannelsPastOneByte() throws Exception {
        process("50 00 0200");
        var last = echo;
        for (int i = 0; i < 300; i++) {
            last = new Echo("ECHO", 10);
            channels.open(last);
        }
        assertHex(process("11 2C01 00000000"), "31 2C01 6869");
        assertThat(channels.isOpen(last)).isTrue();
    }

    @Test
    void closesChannels() throws Exception {
        openAll(echo);
        assertHex(channels.close(echo), "40 01");
        assertThat(echo.events).containsExactly("opened", "closed");
        assertThat(process("40 01")).as("the client's answer").isEmpty();
        assertThat(process("30 01 0102")).as("data that was under way").isEmpty();
        assertThat(process("20 01 05 0102")).isEmpty();
        assertThat(channels.close(echo)).isEmpty();
    }

    @Test
    void closesAChannelThatOpensTooLate() throws Exception {
        process("50 00 0200");
        channels.open(echo);
        assertThat(channels.close(echo)).isEmpty();
        assertHex(process("10 01 00000000"), "40 01");
        assertThat(echo.events).isEmpty();
        assertThat(process("10 07 22000080")).isEmpty();
    }

    @Test
    void takesBackAChannelThatWasNotYetAskedFor() throws Exception {
        channels.open(echo);
        channels.close(echo);
        assertThat(process("50 00 0200")).isEmpty();
    }

    @Test
    void hearsThatTheClientClosesAChannel() throws Exception {
        openAll(echo);
        assertThat(process("40 01")).isEmpty();
        assertThat(echo.events).containsExactly("opened", "closed");
    }

    @Test
    void closesAllWithTheConnection() throws Exception {
        var refused = new Echo("REFUSED", 10);
        openAll(echo);
        channels.open(refused);
        channels.closed();
        assertThat(echo.events).containsExactly("opened", "closed");
        assertThat(refused.events).isEmpty();
    }

    @Test
    void dropsAMessageThatIsTooLongAndGoesOn() throws Exception {
        var lenient = new Echo.Lenient("ECHO", 4);
        openAll(lenient);
        assertHex(process("20 01 06 010203"), "30 01 21");
        assertThat(process("30 01 040506")).isEmpty();
        assertHex(process("30 01 07"), "30 01 07");
        assertThat(lenient.events).containsExactly("opened", "oversized 6");
    }

    @Test
    void ignoresASecondVersionAndSoftSync() throws Exception {
        process("50 00 0200");
        assertThat(process("50 00 0100")).isEmpty();
        assertThat(channels.version()).isEqualTo(2);
        assertThat(process("90 00 00000000")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"60 01 05 E0", "70 01 E0"})
    void refusesCompressedData(String pdu) {
        assertThat(refusal(pdu)).isEqualTo(new Reason.NotAllowedHere("compressed data", "drdynvc"));
    }

    @Test
    void refusesWhatIsNoPdu() throws Exception {
        openAll(echo);
        assertThat(refusal("A0 01")).isEqualTo(new Reason.Unknown("Cmd", 10));
        assertThat(refusal("33 01")).isEqualTo(new Reason.Unknown("cbChannelId", 3));
        assertThat(refusal("2C 01 05")).isEqualTo(new Reason.Unknown("cbLength", 3));
        assertThat(refusal("10 01 00000000"))
                .isEqualTo(new Reason.NotAllowedHere("DYNVC_CREATE_RSP", "open"));
        assertThat(refusal("28 01 FFFFFFFF 00"))
                .isEqualTo(new Reason.OutOfRange("length", 0xFFFF_FFFFL, 0, 100_000));
        assertThat(refusal("32 01")).isEqualTo(new Reason.Truncated("ChannelId", 4, 1));
    }

    @Test
    void refusesMoreThanWasAnnounced() throws Exception {
        openAll(echo);
        assertThat(refusal("20 01 02 010203")).isEqualTo(new Reason.OutOfRange("data", 3, 0, 2));
    }

    /** The input is a row of PDUs, each with a length byte in front. */
    @FuzzTest
    void neverFailsInAnyOtherWay(byte[] input) {
        var target = new Echo.Lenient("ECHO", 64);
        var fuzzed = new DynamicChannels(3);
        fuzzed.opened();
        fuzzed.open(target);
        try {
            for (int at = 0; at < input.length; ) {
                int length = Math.min(input[at] & 0xFF, input.length - at - 1);
                fuzzed.process(new WireReader("PDU", input, at + 1, length));
                at += 1 + length;
            }
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
        fuzzed.closed();
        assertThat(target.received)
                .allSatisfy(message -> assertThat(message).hasSizeLessThanOrEqualTo(64));
    }

    private void openAll(DynamicChannel... all) throws ProtocolException {
        process("50 00 0200");
        int id = 0;
        for (DynamicChannel channel : all) {
            channels.open(channel);
            channels.process(reader(new WireWriter().u8(0x10).u8(++id).u32(0).toByteArray()));
        }
    }

    private List<byte[]> process(String pdu) throws ProtocolException {
        return channels.process(reader(Chunks.hex(pdu)));
    }

    private Reason refusal(String pdu) {
        return catchThrowableOfType(ProtocolException.class, () -> process(pdu)).reason();
    }

    private static WireReader reader(byte[] pdu) {
        return new WireReader("DYNVC", pdu);
    }

    private static void assertHex(List<byte[]> pdus, String... expected) {
        var hex = new ArrayList<String>();
        pdus.forEach(pdu -> hex.add(Chunks.hex(pdu)));
        assertThat(hex)
                .containsExactly(
                        Arrays.stream(expected)
                                .map(text -> text.replace(" ", ""))
                                .toArray(String[]::new));
    }
}
