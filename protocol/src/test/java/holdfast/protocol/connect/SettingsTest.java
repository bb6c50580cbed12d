package holdfast.protocol.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.share.ErrorInfo;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The client data blocks and what is around them. */
class SettingsTest {
    @Test
    void readsAModernClient() throws Exception {
        ClientCore core = decode(Blocks.usual().encode());
        assertThat(core.name()).isEqualTo("station");
        assertThat(core.build()).isEqualTo(2600);
        assertThat(core.keyboard().layout()).isEqualTo(0x0409);
        assertThat(core.desktop()).isEqualTo(new ClientCore.Size(1024, 768));
        assertThat(core.colourDepth()).isEqualTo(24);
        assertThat(core.physicalMillimetres()).isEqualTo(new ClientCore.Size(300, 200));
        assertThat(core.desktopScaleFactor()).isEqualTo(150);
        assertThat(core.channels())
                .extracting(ClientCore.ChannelRequest::name)
                .containsExactly("rdpdr", "cliprdr", "drdynvc");
        assertThat(core.messageChannel()).isTrue();
        assertThat(core.skipsChannelJoin()).isTrue();
        assertThat(core.cluster().orElseThrow().redirectedSession()).isEmpty();
    }

    @Test
    void wants32BitsOnlyWithTheFlagAndTheSupport() throws Exception {
        assertThat(decode(Blocks.usual().early(0x0002).encode()).colourDepth()).isEqualTo(32);
        assertThat(decode(Blocks.usual().coreLength(136).encode()).colourDepth()).isEqualTo(8);
    }

    @Test
    void readsMonitorsAndTheirAttributes() throws Exception {
        var out = new WireWriter().bytes(Blocks.usual().encode());
        out.u16(0xC005).u16(12 + 40).u32(0).u32(2);
        out.u32(0).u32(0).u32(1919).u32(1079).u32(1);
        out.u32(-1280).u32(0).u32(-1).u32(1023).u32(0);
        out.u16(0xC008).u16(16 + 40).u32(0).u32(20).u32(2);
        out.u32(500).u32(300).u32(0).u32(125).u32(100);
        out.u32(0).u32(0).u32(90).u32(100).u32(100);
        var monitors = decode(out.toByteArray()).monitors();
        assertThat(monitors).hasSize(2);
        assertThat(monitors.get(0).primary()).isTrue();
        assertThat(monitors.get(0).width()).isEqualTo(1920);
        assertThat(monitors.get(0).desktopScaleFactor()).isEqualTo(125);
        assertThat(monitors.get(1).left()).isEqualTo(-1280);
        assertThat(monitors.get(1).orientation()).isEqualTo(90);
    }

    @Test
    void refusesMoreChannelsOrMonitorsThanThereMayBe() {
        var channels = Blocks.usual().channels(Collections.nCopies(32, "x")).encode();
        var refused = catchThrowableOfType(ProtocolException.class, () -> decode(channels));
        assertThat(refused.reason()).isEqualTo(new Reason.OutOfRange("channelCount", 32, 0, 31));
        assertThat(Refusals.told(refused)).isEqualTo(ErrorInfo.VCHANNELSTOOMANY);
        var monitors = new WireWriter().bytes(Blocks.usual().encode());
        monitors.u16(0xC005).u16(12 + 340).u32(0).u32(17).zeros(340);
        refused =
                catchThrowableOfType(ProtocolException.class, () -> decode(monitors.toByteArray()));
        assertThat(Refusals.told(refused)).isEqualTo(ErrorInfo.INVALIDMONITORCOUNT);
    }

    @Test
    void refusesAMonitorTurnedInsideOut() {
        var out = new WireWriter().bytes(Blocks.usual().encode());
        out.u16(0xC005).u16(12 + 20).u32(0).u32(1).u32(100).u32(0).u32(50).u32(10).u32(1);
        var refused =
                catchThrowableOfType(ProtocolException.class, () -> decode(out.toByteArray()));
        assertThat(Refusals.told(refused)).isEqualTo(ErrorInfo.BADMONITORDATA);
    }

    @Test
    void toleratesUnknownBlocksAndPaddedClusterData() throws Exception {
        var out = new WireWriter().bytes(Blocks.usual().encode());
        out.u16(0xC00C).u16(8).u32(7);
        out.u16(0xC004).u16(20).u32(0x0F).u32(5).zeros(8);
        out.zeros(3);
        assertThat(decode(out.toByteArray()).cluster().orElseThrow().redirectedSession())
                .contains(5);
    }

    @Test
    void refusesSettingsWithoutACoreBlock() {
        var refused = catchThrowableOfType(ProtocolException.class, () -> decode(new byte[0]));
        assertThat(refused.reason()).isEqualTo(new Reason.Truncated("TS_UD_CS_CORE", 132, 0));
    }

    @Test
    void refusesABlockThatReachesBeyondTheEnd() {
        byte[] beyond = new WireWriter().u16(0xC001).u16(300).zeros(20).toByteArray();
        var refused = catchThrowableOfType(ProtocolException.class, () -> decode(beyond));
        assertThat(refused.reason()).isEqualTo(new Reason.Truncated("block of length", 296, 20));
    }

    @Test
    void readsAConnectInitialBackToItsBlocks() throws Exception {
        byte[] blocks = Blocks.usual().encode();
        var initial =
                ConnectInitial.decode(new Frame(Frame.Kind.TPKT, ConnectInitial.encode(blocks)));
        assertThat(initial.userData().rest()).isEqualTo(blocks);
        assertThat(initial.agreed().maxMcsPduSize()).isEqualTo(65528);
        assertThat(initial.agreed().protocolVersion()).isEqualTo(2);
    }

    @Test
    void refusesAConnectInitialThatEndsEarly() {
        byte[] whole = ConnectInitial.encode(Blocks.usual().encode());
        for (int length = 8; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThat(
                            catchThrowableOfType(
                                    ProtocolException.class,
                                    () -> ConnectInitial.decode(new Frame(Frame.Kind.TPKT, cut))))
                    .isNotNull();
        }
    }

    @Test
    void numbersChannelsAndPadsOddCounts() throws Exception {
        var channels = Channels.allocate(decode(Blocks.usual().encode()));
        assertThat(channels.message()).isEqualTo(1007);
        assertThat(channels.user()).isEqualTo(1008);
        assertThat(channels.knows(1003)).isTrue();
        assertThat(channels.knows(1009)).isFalse();
        assertThat(Channels.allocate(decode(Blocks.usual().channels(List.of()).encode())).user())
                .isEqualTo(1005);
    }

    @FuzzTest
    void neverFailsOnBlocksInAnyOtherWay(byte[] input) {
        try {
            assertThat(decode(input).channels().size()).isLessThanOrEqualTo(31);
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
    }

    @FuzzTest
    void neverFailsOnAConnectInitialInAnyOtherWay(byte[] input) {
        try {
            ConnectInitial.decode(
                    new Frame(
                            Frame.Kind.TPKT, new WireWriter().zeros(4).bytes(input).toByteArray()));
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
    }

    private static ClientCore decode(byte[] blocks) throws ProtocolException {
        return ClientBlocks.decode(new WireReader(ClientBlocks.NAME, blocks));
    }
}
