package holdfast.protocol.connect;

import static holdfast.protocol.connect.TestClient.NOON;
import static holdfast.protocol.connect.TestClient.config;
import static org.assertj.core.api.Assertions.assertThat;

import holdfast.protocol.security.EncryptionLevel;
import holdfast.protocol.share.ClientData;
import holdfast.protocol.share.LogonNotice;
import holdfast.protocol.share.PduType2;
import holdfast.protocol.wire.WireReader;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What strict clients brought out in other servers, one test each. */
class TrapsTest {
    private static TestClient informed() throws Exception {
        var client = new TestClient(config(SecurityLayer.TLS, EncryptionLevel.HIGH), false);
        client.request(1);
        client.perform(client.server.tlsEstablished(NOON));
        client.connect(Blocks.usual());
        client.info(Info.usual());
        return client;
    }

    @Test
    void unknownCapabilitySetsAreSkipped() throws Exception {
        var client = informed();
        client.confirm(
                Capabilities.with(0x0401, 32)
                        .set(18, s -> s.u32(1)) // Bitmap Cache Host Support, a server's set
                        .set(0x7777, s -> s.zeros(3))
                        .encode());
        assertThat(client.server.stateName()).isEqualTo("Finalizing");
    }

    @Test
    void synchronizeAndCooperateComeWithoutBeingAskedFor() throws Exception {
        var client = informed();
        client.confirm(Capabilities.usual());
        assertThat(client.shareTypes()).containsExactly("SYNCHRONIZE", "CONTROL");
        client.actions.clear();
        client.data(new ClientData.Control(ClientData.Control.REQUEST_CONTROL, 0, 0));
        assertThat(client.shareTypes()).containsExactly("CONTROL");
        client.data(new ClientData.FontList());
        assertThat(client.shareTypes()).containsExactly("CONTROL", "FONT_MAP");
    }

    @Test
    void finalizationMayComeInAnyOrderAndIncomplete() throws Exception {
        var client = informed();
        client.confirm(Capabilities.usual());
        client.data(new ClientData.FontList());
        client.one(Action.Activated.class);
        client.actions.clear();
        client.data(new ClientData.Control(ClientData.Control.REQUEST_CONTROL, 0, 0));
        client.data(new ClientData.Synchronize(1002));
        assertThat(client.shareTypes()).containsExactly("CONTROL");
    }

    @Test
    void theLicenceIsForAValidClientWithoutTransitionAndWithAnEmptyBlob() throws Exception {
        byte[] licence = informed().sentFrames().get(1);
        assertThat(HexFormat.of().formatHex(licence))
                .endsWith(
                        "80000000" // SEC_LICENSE_PKT
                                + "ff031000" // ERROR_ALERT, version 3 and no other flag, 16 bytes
                                + "07000000" // STATUS_VALID_CLIENT
                                + "02000000" // ST_NO_TRANSITION
                                + "04000000"); // BB_ERROR_BLOB, no bytes
    }

    @Test
    void demandActiveIsByTheBook() throws Exception {
        var client = informed();
        Map<Integer, byte[]> sets = demandedSets(client);
        assertThat(sets.get(14)).containsExactly(1, 0, 0, 0);
        assertThat(sets.keySet()).allMatch(type -> type >= 1 && type <= 30);
        int extraFlags = sets.get(1)[10] & 0xFF | (sets.get(1)[11] & 0xFF) << 8;
        assertThat(extraFlags & 0x0008).as("AUTORECONNECT_SUPPORTED").isNotZero();
        assertThat(sets.get(1)).hasSize(20);
        assertThat(sets.get(2)).hasSize(24);
        assertThat(sets.get(3)).hasSize(84);
        assertThat(sets.get(13)).hasSize(84);
    }

    private static Map<Integer, byte[]> demandedSets(TestClient client) throws Exception {
        WireReader in = client.userData(client.sentFrames().getLast());
        in.skip("share control header, shareId", 10);
        in.skip("lengthSourceDescriptor", 2);
        WireReader all = in.named("sets");
        int length = all.u16("lengthCombinedCapabilities");
        all.skip("sourceDescriptor", 4);
        assertThat(all.remaining()).isEqualTo(length + 4);
        int count = all.u16("numberCapabilities");
        all.skip("pad2Octets", 2);
        var sets = new LinkedHashMap<Integer, byte[]>();
        for (int i = 0; i < count; i++) {
            int type = all.u16("capabilitySetType");
            sets.put(type, all.bytes("data", all.u16("lengthCapability") - 4));
        }
        assertThat(all.remaining()).isEqualTo(4);
        return sets;
    }

    @Test
    void theDepthIsTheOneOfTheBitmapSetWhateverTheEarlyFlagsSaid() throws Exception {
        var client = informed();
        client.confirm(Capabilities.with(0x0401, 16).encode());
        client.data(new ClientData.FontList());
        var profile = client.one(Action.Activated.class).profile();
        assertThat(profile.core().colourDepth()).isEqualTo(24);
        assertThat(profile.colourDepth()).isEqualTo(16);
        assertThat(profile.capabilities().multifragmentMaxRequestSize()).isEqualTo(0x3F0000);
    }

    @Test
    void aClientGetsNoMoreColourThanTheSettingsAllowEvenIfItInsists() throws Exception {
        var client = new TestClient(TestClient.inColour(16), false);
        client.request(1);
        client.perform(client.server.tlsEstablished(NOON));
        client.connect(Blocks.usual());
        client.info(Info.usual());
        assertThat(demandedSets(client).get(2)).startsWith(16, 0);

        client.confirm(Capabilities.with(0x0401, 24).encode());
        client.data(new ClientData.FontList());

        assertThat(client.one(Action.Activated.class).profile().colourDepth()).isEqualTo(16);
    }

    @Test
    void aClientWithoutFastPathOutputIsKnownAsSuch() throws Exception {
        var client = informed();
        client.confirm(Capabilities.with(0x0400, 24).encode());
        client.data(new ClientData.FontList());
        assertThat(client.one(Action.Activated.class).profile().fastPathOutput()).isFalse();
        byte[] update = {1, 0, 0, 0};
        assertThat(client.body(PduType2.UPDATE, List.of(client.server.shareData(2, update, 0, 4))))
                .isEqualTo(update);
    }

    @Test
    void autoLogonDecidesWhetherTheNameIsALogonAttempt() throws Exception {
        assertThat(informed().one(Action.LogonRequested.class).info().autoLogon()).isTrue();
    }

    @Test
    void aShutdownRequestClosesWithoutAUserAndIsDeniedWithOne() throws Exception {
        var client = TestClient.overTls();
        client.actions.clear();
        client.server.userLoggedOn(true);
        client.data(new ClientData.ShutdownRequest());
        client.one(Action.ShutdownRequested.class);
        assertThat(client.shareTypes()).containsExactly("SHUTDOWN_DENIED");
        client.actions.clear();
        client.server.userLoggedOn(false);
        client.data(new ClientData.ShutdownRequest());
        assertThat(client.shareTypes()).containsExactly("DEACTIVATE_ALL", "DPU");
        assertThat(client.one(Action.Close.class).reason())
                .isEqualTo(new CloseReason.ShutdownWithoutUser());
    }

    @Test
    void cookieAndLogonNoticeGoInPdusOfTheirOwn() throws Exception {
        var client = TestClient.overTls();
        byte[] notice =
                client.body(
                        PduType2.SAVE_SESSION_INFO,
                        List.of(
                                client.server.logonNotice(
                                        new LogonNotice.LoggedOn("HOME", "ann", 3))));
        byte[] cookie =
                client.body(
                        PduType2.SAVE_SESSION_INFO,
                        List.of(
                                client.server.logonNotice(
                                        new LogonNotice.ReconnectCookie(3, new byte[16]))));
        assertThat(notice[0]).isEqualTo((byte) 1);
        assertThat(cookie[0]).isEqualTo((byte) 3);
    }

    @Test
    void saltedAndUnsaltedMacsAreTakenAsTheyCome() throws Exception {
        var client = TestClient.overStandardSecurity(EncryptionLevel.HIGH, 2);
        client.actions.clear();
        for (int i = 0; i < 6; i++) {
            client.salted = i % 2 == 0;
            client.fastPath(1, new byte[] {0, (byte) i});
        }
        assertThat(client.actions).hasSize(6).allMatch(Action.FastPathInput.class::isInstance);
    }

    @Test
    void grantedControlNamesTheUserChannelAndTheServers() throws Exception {
        var client = informed();
        client.confirm(Capabilities.usual());
        List<byte[]> first = client.sentFrames();
        assertThat(client.body(PduType2.CONTROL, first))
                .isEqualTo(HexFormat.of().parseHex("0400" + "0000" + "00000000"));
        client.actions.clear();
        client.data(new ClientData.Control(ClientData.Control.REQUEST_CONTROL, 0, 0));
        client.data(new ClientData.FontList());
        List<byte[]> second = client.sentFrames();
        byte[] granted = client.body(PduType2.CONTROL, second);
        assertThat(granted[0]).isEqualTo((byte) 2);
        assertThat((granted[2] & 0xFF) | (granted[3] & 0xFF) << 8).isEqualTo(client.user);
        assertThat(HexFormat.of().formatHex(granted)).endsWith("ea030000");
        assertThat(client.body(PduType2.FONT_MAP, second))
                .isEqualTo(HexFormat.of().parseHex("0000" + "0000" + "0300" + "0400"));
    }

    @Test
    void underTlsSharePdusHaveNoSecurityHeaderButSpecialOnesDo() throws Exception {
        var client = informed();
        List<byte[]> frames = client.sentFrames();
        assertThat(HexFormat.of().formatHex(client.userData(frames.get(0)).rest()))
                .isEqualTo("00100000" + "060023000110"); // RTT request 0x23 while connecting
        assertThat(HexFormat.of().formatHex(client.userData(frames.get(1)).rest()))
                .startsWith("80000000");
        assertThat(client.userData(frames.get(2)).u16("totalLength"))
                .isEqualTo(client.userData(frames.get(2)).remaining());
    }

    @Test
    void anErectDomainOneByteTooLongIsTaken() {
        var client = new TestClient(config(SecurityLayer.RDP, EncryptionLevel.HIGH), true);
        client.request(0);
        client.send(ConnectInitial.encode(Blocks.usual().encode()));
        client.actions.clear();
        client.send(TestClient.mcs(HexFormat.of().parseHex("0400010001")));
        client.send(TestClient.mcs(HexFormat.of().parseHex("040001000100")));
        client.send(TestClient.mcs(new byte[] {0x28}));
        assertThat(client.sentFrames()).hasSize(1);
    }

    @Test
    void channelsAreJoinedOnRequestAndUnknownOnesRefused() {
        var client = new TestClient(config(SecurityLayer.RDP, EncryptionLevel.HIGH), true);
        client.request(0);
        client.send(ConnectInitial.encode(Blocks.usual().encode()));
        client.actions.clear();
        client.send(TestClient.mcs(HexFormat.of().parseHex("38" + "0007" + "03eb")));
        client.send(TestClient.mcs(HexFormat.of().parseHex("38" + "0007" + "07d0")));
        assertThat(client.sentFrames())
                .extracting(f -> HexFormat.of().formatHex(f, 7, f.length))
                .containsExactly("3e00" + "0007" + "03eb" + "03eb", "3c60" + "0007" + "07d0");
    }

    @Test
    void theSecurityDataComeLast() throws Exception {
        var client = new TestClient(config(SecurityLayer.RDP, EncryptionLevel.HIGH), true);
        client.request(0);
        client.actions.clear();
        client.send(ConnectInitial.encode(Blocks.usual().encode()));
        String response = HexFormat.of().formatHex(client.sentFrames().getFirst());
        assertThat(response.indexOf("030c1000eb030300ec03ed03ee030000"))
                .isPositive()
                .isLessThan(response.indexOf("020c"));
    }
}
