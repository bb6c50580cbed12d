package holdfast.protocol.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramerTest {
    @ParameterizedTest
    @CsvSource({
        "TPKT_OR_FAST_PATH, TPKT, 0300000801020304",
        "TPKT_OR_FAST_PATH, FAST_PATH, 04040011",
        "TPKT_OR_FAST_PATH, FAST_PATH, c480050011",
        "TS_REQUEST, TS_REQUEST, 3003020106",
        "TS_REQUEST, TS_REQUEST, 308103020106",
        "TS_REQUEST, TS_REQUEST, 30820003020106"
    })
    void cutsFramesWhereverTheBytesAreSplit(Expectation.Kind expected, Frame.Kind kind, String hex)
            throws Exception {
        byte[] one = HexFormat.of().parseHex(hex);
        var expectation = new Expectation(expected, 0xFFFF);
        for (int split = 0; split <= one.length; split++) {
            var framer = new Framer();
            framer.append(one, 0, split);
            assertThat(framer.next(expectation).isPresent()).isEqualTo(split == one.length);
            framer.append(one, split, one.length - split);
            framer.append(one, 0, one.length);
            for (int i = split == one.length ? 1 : 0; i < 2; i++) {
                Frame frame = framer.next(expectation).orElseThrow();
                assertThat(frame.kind()).isEqualTo(kind);
                assertThat(frame.bytes()).isEqualTo(one);
            }
            assertThat(framer.isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"TPKT, 0300ffff", "TPKT_OR_FAST_PATH, 04ffff", "TS_REQUEST, 3083ffffff"})
    void refusesALengthBeforeItsBytesCome(Expectation.Kind expected, String hex) {
        var framer = new Framer();
        byte[] bytes = HexFormat.of().parseHex(hex);
        framer.append(bytes, 0, bytes.length);
        var refused =
                catchThrowableOfType(
                        ProtocolException.class,
                        () -> framer.next(new Expectation(expected, 0x2000)));
        assertThat(refused.reason()).isInstanceOf(Reason.OutOfRange.class);
    }

    @ParameterizedTest
    @CsvSource({
        "TPKT, 04040011",
        "TPKT, 160301",
        "TPKT_OR_FAST_PATH, 474554",
        "TS_REQUEST, 03000008",
        "TPKT, 03000004",
        "TPKT_OR_FAST_PATH, 040200",
        "TS_REQUEST, 3080"
    })
    void refusesWhatTheStateDoesNotAllow(Expectation.Kind expected, String hex) {
        var framer = new Framer();
        byte[] bytes = HexFormat.of().parseHex(hex);
        framer.append(bytes, 0, bytes.length);
        assertThat(
                        catchThrowableOfType(
                                ProtocolException.class,
                                () -> framer.next(new Expectation(expected, 0xFFFF))))
                .isNotNull();
    }

    @Test
    void boundsWhatPilesUpWhileTheServerThinks() throws Exception {
        var framer = new Framer();
        byte[] much = new byte[0x1_0000];
        framer.append(much, 0, much.length);
        assertThat(framer.next(Expectation.NOTHING)).isEmpty();
        framer.append(much, 0, 1);
        var refused =
                catchThrowableOfType(
                        ProtocolException.class, () -> framer.next(Expectation.NOTHING));
        assertThat(refused.reason()).isInstanceOf(Reason.OutOfRange.class);
    }

    @FuzzTest
    void neverFailsInAnyOtherWay(byte[] input) {
        for (Expectation.Kind kind : Expectation.Kind.values()) {
            var framer = new Framer();
            try {
                for (int at = 0; at < input.length; at += 7) {
                    framer.append(input, at, Math.min(7, input.length - at));
                    var frame = framer.next(new Expectation(kind, 0x1000));
                    assertThat(frame.map(f -> f.bytes().length).orElse(0)).isLessThan(0x1001);
                }
            } catch (ProtocolException expected) {
                assertThat(expected.pdu()).isNotEmpty();
            }
        }
    }
}
