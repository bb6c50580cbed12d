package holdfast.protocol.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.share.ErrorInfo;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfirmActiveTest {
    @Test
    void readsEverySetIntoItsType() throws Exception {
        ClientCapabilities read = decode(Capabilities.usual()).capabilities();
        assertThat(read.general().fastPathOutput()).isTrue();
        assertThat(read.general().longCredentials()).isTrue();
        assertThat(read.general().autoReconnect()).isTrue();
        assertThat(read.general().saltedChecksum()).isTrue();
        assertThat(read.general().noBitmapCompressionHeader()).isTrue();
        assertThat(read.general().suppressOutput()).isTrue();
        assertThat(read.bitmap().preferredBitsPerPixel()).isEqualTo(24);
        assertThat(read.bitmap().desktopWidth()).isEqualTo(1024);
        assertThat(read.bitmap().drawingFlags()).isEqualTo(8);
        assertThat(read.order().supports(0)).isTrue();
        assertThat(read.order().supports(1)).isFalse();
        assertThat(read.order().desktopSaveSize()).isEqualTo(230400);
        assertThat(read.pointer()).isEqualTo(new ClientCapabilities.Pointer(true, 20, 21));
        assertThat(read.input().flags()).isEqualTo(0x15);
        assertThat(read.virtualChannel()).isEqualTo(new ClientCapabilities.VirtualChannel(1, 1600));
        assertThat(read.bitmapCache().orElseThrow().entries()).isEqualTo(List.of(120, 120, 0x151));
        assertThat(read.persistentBitmapCache()).isTrue();
        assertThat(read.glyphCache().supportLevel()).isEqualTo(2);
        assertThat(read.offscreenCacheEntries()).isEqualTo(100);
        assertThat(read.multifragmentMaxRequestSize()).isEqualTo(0x3F0000);
        assertThat(read.largePointerFlags()).isEqualTo(1);
        assertThat(read.surfaceCommandFlags()).isEqualTo(0x52);
        assertThat(read.bitmapCodecs()).hasSize(1);
        assertThat(read.bitmapCodecs().getFirst().properties()).containsExactly(0xEF, 0xBE);
        assertThat(read.frameAcknowledgeInFlight()).isEqualTo(2);
    }

    @Test
    void takesAPointerSetWithoutTheNewCache() throws Exception {
        byte[] sets = new Capabilities().set(8, s -> s.u16(1).u16(20)).encode();
        assertThat(decode(sets).capabilities().pointer())
                .isEqualTo(new ClientCapabilities.Pointer(true, 20, 0));
    }

    @Test
    void refusesASetThatIsTooShortOrTooLong() {
        byte[] tooLong = new WireWriter().u16(1).u16(0).u16(1).u16(40).zeros(8).toByteArray();
        var refused = catchThrowableOfType(ProtocolException.class, () -> decode(tooLong));
        assertThat(Refusals.told(refused)).isEqualTo(ErrorInfo.CAPABILITYSETTOOLARGE);
        byte[] header = new WireWriter().u16(1).u16(0).u16(1).toByteArray();
        refused = catchThrowableOfType(ProtocolException.class, () -> decode(header));
        assertThat(Refusals.told(refused)).isEqualTo(ErrorInfo.CAPABILITYSETTOOSMALL);
        byte[] content = new Capabilities().set(1, s -> s.u16(1)).encode();
        refused = catchThrowableOfType(ProtocolException.class, () -> decode(content));
        assertThat(Refusals.told(refused)).isEqualTo(ErrorInfo.CONFIRMACTIVEPDUTOOSHORT);
    }

    @FuzzTest
    void neverFailsInAnyOtherWay(byte[] input) {
        try {
            var confirm = ConfirmActive.decode(new WireReader(ConfirmActive.NAME, input));
            assertThat(confirm.capabilities().bitmapCodecs().size()).isLessThan(256);
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
    }

    private static ConfirmActive decode(byte[] sets) throws ProtocolException {
        var pdu = new WireWriter().u32(0x103EA).u16(0x3EA).u16(4).u16(sets.length);
        pdu.bytes(new byte[4]).bytes(sets);
        return ConfirmActive.decode(new WireReader(ConfirmActive.NAME, pdu.toByteArray()));
    }
}
