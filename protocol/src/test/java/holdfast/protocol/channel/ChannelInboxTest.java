package holdfast.protocol.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChannelInboxTest {
    private static final int FIRST = 1;
    private static final int LAST = 2;
    private static final int SHOW_PROTOCOL = 0x10;

    private final Echo echo = new Echo("echo", 100_000);
    private final ChannelInbox channel = new ChannelInbox(echo);

    @Test
    void handsOnAMessageOfOneChunk() throws Exception {
        var answers = channel.receive(3, FIRST | LAST, Chunks.hex("010203"));
        assertThat(answers).containsExactly(Chunks.hex("010203"));
    }

    @Test
    void putsChunksTogether() throws Exception {
        byte[] message = Chunks.bytes(70_000);
        for (int at = 0; at < message.length; at += 1600) {
            int end = Math.min(message.length, at + 1600);
            int flags = SHOW_PROTOCOL | (at == 0 ? FIRST : 0) | (end == message.length ? LAST : 0);
            channel.receive(message.length, flags, Arrays.copyOfRange(message, at, end));
        }
        assertThat(echo.received).containsExactly(message);
    }

    @Test
    void ignoresFlagsThatOnlyAServerMaySet() throws Exception {
        channel.receive(1, FIRST | LAST | 0x20 | 0x40 | 0x80, Chunks.hex("07"));
        assertThat(echo.received).containsExactly(Chunks.hex("07"));
    }

    @Test
    void takesAnEmptyMessage() throws Exception {
        channel.receive(0, FIRST | LAST, new byte[0]);
        assertThat(echo.received).containsExactly(new byte[0]);
    }

    @Test
    void forgetsAMessageThatTheClientBeginsAnew() throws Exception {
        channel.receive(4, FIRST, Chunks.hex("0102"));
        channel.receive(2, FIRST, Chunks.hex("03"));
        channel.receive(2, LAST, Chunks.hex("04"));
        assertThat(echo.received).containsExactly(Chunks.hex("0304"));
    }

    @Test
    void dropsAMessageThatIsTooLongAndGoesOn() throws Exception {
        var lenient = new Echo.Lenient("echo", 10);
        var dropping = new ChannelInbox(lenient);
        assertThat(dropping.receive(12, FIRST, new byte[6])).containsExactly(new byte[] {'!'});
        assertThat(dropping.receive(12, LAST, new byte[6])).isEmpty();
        assertThat(dropping.receive(11, FIRST | LAST, new byte[11]))
                .containsExactly(new byte[] {'!'});
        dropping.receive(1, FIRST | LAST, Chunks.hex("07"));
        assertThat(lenient.events).containsExactly("oversized 12", "oversized 11");
        assertThat(lenient.received).containsExactly(Chunks.hex("07"));
    }

    @Test
    void refusesAMessageThatIsTooLongByDefault() {
        assertThat(refusal(0xFFFF_FFFF, FIRST, new byte[1]))
                .isEqualTo(new Reason.OutOfRange("length", 0xFFFF_FFFFL, 0, 100_000));
    }

    @Test
    void refusesMoreThanWasAnnounced() throws Exception {
        channel.receive(3, FIRST, new byte[2]);
        assertThat(refusal(3, LAST, new byte[2])).isEqualTo(new Reason.OutOfRange("data", 4, 2, 3));
    }

    @Test
    void refusesLessThanWasAnnounced() throws Exception {
        channel.receive(5, FIRST, new byte[2]);
        assertThat(refusal(5, LAST, new byte[2])).isEqualTo(new Reason.Truncated("data", 5, 4));
        assertThat(refusal(5, FIRST | LAST, new byte[2]))
                .isEqualTo(new Reason.Truncated("length", 5, 2));
    }

    @Test
    void refusesAContinuationOfNothing() {
        assertThat(refusal(2, LAST, new byte[2]))
                .isEqualTo(new Reason.NotAllowedHere("continued chunk", "echo"));
    }

    @Test
    void refusesCompressedData() {
        assertThat(refusal(2, FIRST | LAST | 0x0020_0000, new byte[2]))
                .isEqualTo(new Reason.NotAllowedHere("compressed chunk", "echo"));
    }

    /** The input is a row of chunks, each with a length byte in front. */
    @FuzzTest
    void neverFailsInAnyOtherWay(byte[] input) {
        var target = new Echo.Lenient("echo", 64);
        var fuzzed = new ChannelInbox(target);
        try {
            for (int at = 0; at < input.length; ) {
                int length = Math.min(input[at] & 0xFF, input.length - at - 1);
                var in = new WireReader("CHANNEL_PDU", input, at + 1, length);
                fuzzed.receive(in.i32("length"), in.i32("flags"), in.rest());
                at += 1 + length;
            }
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
        assertThat(target.received)
                .allSatisfy(message -> assertThat(message).hasSizeLessThanOrEqualTo(64));
    }

    private Reason refusal(int totalLength, int flags, byte[] chunk) {
        return catchThrowableOfType(
                        ProtocolException.class, () -> channel.receive(totalLength, flags, chunk))
                .reason();
    }
}
