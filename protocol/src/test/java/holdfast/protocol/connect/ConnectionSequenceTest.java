package holdfast.protocol.connect;

import static holdfast.protocol.connect.TestClient.NOON;
import static holdfast.protocol.connect.TestClient.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.protocol.security.EncryptionLevel;
import holdfast.protocol.security.EncryptionMethod;
import holdfast.protocol.share.ClientData;
import holdfast.protocol.share.ErrorInfo;
import holdfast.protocol.share.InclusiveRect;
import holdfast.protocol.share.PduType2;
import holdfast.protocol.share.ReconnectVerifier;
import holdfast.protocol.wire.ProtocolException.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionSequenceTest {
    @Test
    void bringsAClientOverTlsToActive() throws Exception {
        var client = TestClient.overTls();
        ClientProfile profile = client.one(Action.Activated.class).profile();
        assertThat(client.server.active()).isTrue();
        assertThat(client.server.deadline()).isEmpty();
        assertThat(profile.name()).isEqualTo("station");
        assertThat(profile.clientAddress()).isEqualTo("10.0.0.7");
        assertThat(profile.desktop()).isEqualTo(new ClientCore.Size(1024, 768));
        assertThat(profile.colourDepth()).isEqualTo(24);
        assertThat(profile.security())
                .isEqualTo(
                        new ClientProfile.Security(
                                SecurityProtocol.TLS, Optional.empty(), Optional.empty()));
        assertThat(profile.channels())
                .extracting(StaticChannel::name)
                .containsExactly("rdpdr", "cliprdr", "drdynvc");
        assertThat(profile.channel("CLIPRDR").orElseThrow().id()).isEqualTo(1005);
        assertThat(profile.autoDetect()).isTrue();
        assertThat(profile.heartbeat()).isTrue();
        assertThat(profile.performanceFlags()).isEqualTo(0x47);
    }

    @ParameterizedTest
    @CsvSource({
        "LOW, 0x1B, RC4_128",
        "LOW, 0x01, RC4_40",
        "CLIENT_COMPATIBLE, 0x08, RC4_56",
        "CLIENT_COMPATIBLE, 0x01, RC4_40",
        "CLIENT_COMPATIBLE, 0x10, FIPS",
        "HIGH, 0x1B, RC4_128",
        "FIPS, 0x1B, FIPS"
    })
    void bringsAClientUnderStandardSecurityToActive(
            EncryptionLevel level, int methods, EncryptionMethod expected) throws Exception {
        var client = TestClient.overStandardSecurity(level, methods);
        var security = client.one(Action.Activated.class).profile().security();
        assertThat(security)
                .isEqualTo(
                        new ClientProfile.Security(
                                SecurityProtocol.RDP, Optional.of(expected), Optional.of(level)));
        for (boolean salted : new boolean[] {false, true}) {
            client.actions.clear();
            client.salted = salted;
            client.fastPath(1, new byte[] {0, 0x1E});
            assertThat(client.one(Action.FastPathInput.class).events()).containsExactly(0, 0x1E);
        }
        byte[] updates = {1, 2, 0, 7, 7};
        byte[] frame = client.server.fastPath(updates, 0, updates.length);
        assertThat((frame[0] & 0x80) != 0).isEqualTo(level != EncryptionLevel.LOW);
    }

    @Test
    void letsOutputBeReadByTheClientInTheOrderOfTheCalls() throws Exception {
        var client = TestClient.overStandardSecurity(EncryptionLevel.HIGH, 2);
        List<byte[]> handshake = client.sentFrames();
        for (byte[] frame : handshake) {
            client.userData(frame);
        }
        byte[] updates = {1, 2, 0, 7, 7};
        byte[] first = client.server.fastPath(updates, 0, updates.length);
        byte[] second = client.server.shareData(2, updates, 0, updates.length);
        byte[] third = client.server.fastPath(updates, 1, 3);
        assertThat(client.openFastPath(first)).isEqualTo(updates);
        assertThat(client.body(PduType2.UPDATE, List.of(second))).isEqualTo(updates);
        assertThat(client.openFastPath(third)).containsExactly(2, 0, 7);
    }

    @Test
    void fillsFastPathFramesToTheBrim() throws Exception {
        for (var client :
                List.of(
                        TestClient.overTls(),
                        TestClient.overStandardSecurity(EncryptionLevel.HIGH, 2),
                        TestClient.overStandardSecurity(EncryptionLevel.FIPS, 0x10))) {
            int most = client.server.maxFastPathPayload();
            assertThat(client.server.fastPath(new byte[most], 0, most).length)
                    .isBetween(0x3FF0, 0x3FFF);
            assertThatThrownBy(() -> client.server.fastPath(new byte[most + 16], 0, most + 16))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesClearPdusWhereEncryptionIsDue() throws Exception {
        var client = TestClient.overStandardSecurity(EncryptionLevel.LOW, 2);
        client.actions.clear();
        client.encrypt = false;
        client.data(new ClientData.FontList());
        var reason = (CloseReason.ProtocolError) client.one(Action.Close.class).reason();
        assertThat(reason.reason()).isInstanceOf(Reason.NotEncrypted.class);
        assertThat(reason.told()).isEqualTo(ErrorInfo.DECRYPTFAILED2);
    }

    @Test
    void refusesClearFastPathInputWhereEncryptionIsDue() throws Exception {
        var client = TestClient.overStandardSecurity(EncryptionLevel.HIGH, 2);
        client.actions.clear();
        client.send(new byte[] {4, 4, 0, 0x1E});
        var reason = (CloseReason.ProtocolError) client.one(Action.Close.class).reason();
        assertThat(reason.told()).isEqualTo(ErrorInfo.DECRYPTFAILED2);
    }

    @Test
    void refusesAClientWithoutTheMethodOfTheLevel() {
        var client = new TestClient(config(SecurityLayer.RDP, EncryptionLevel.HIGH), true);
        client.request(0);
        client.actions.clear();
        client.send(ConnectInitial.encode(Blocks.usual().methods(9).encode()));
        assertThat(client.one(Action.Close.class).reason())
                .isEqualTo(new CloseReason.EncryptionRefused(9));
        assertThat(client.sentFrames()).isEmpty();
    }

    @Test
    void findsTheMethodsOfFrenchClients() throws Exception {
        var client = new TestClient(config(SecurityLayer.RDP, EncryptionLevel.HIGH), true);
        client.request(0);
        client.connect(Blocks.usual().french(2));
        assertThat(client.security).isEqualTo(EncryptionLevel.HIGH.value());
    }

    @Test
    void usesThe512BitKeyForRdp4() throws Exception {
        var client =
                new TestClient(
                        config(SecurityLayer.NEGOTIATE, EncryptionLevel.CLIENT_COMPATIBLE), true);
        client.send(
                new ConnectionRequest(
                                Optional.empty(),
                                Optional.empty(),
                                java.util.OptionalInt.empty(),
                                0,
                                Optional.empty())
                        .encode());
        assertThat(client.sentFrames().getFirst()).hasSize(11);
        client.connect(
                Blocks.usual().version(0x0008_0001).methods(1).channels(List.of()).coreLength(136));
        client.info(Info.upTo(0));
        client.finish();
        assertThat(client.one(Action.Activated.class).profile().security().method())
                .contains(EncryptionMethod.RC4_40);
    }

    @Test
    void acceptsEveryEndOfTheCoreBlock() throws Exception {
        for (int length = 132; length <= Blocks.WHOLE; length++) {
            var client = new TestClient(config(SecurityLayer.RDP, EncryptionLevel.HIGH), true);
            client.request(0);
            client.connect(Blocks.usual().coreLength(length));
            assertThat(client.server.stateName()).isEqualTo("AwaitClientInfo");
        }
    }

    @Test
    void takesTheBytesOfAConnectionOneByOne() throws Exception {
        byte[] recorded = TestClient.overTls().sent.toByteArray();
        var server =
                new RdpConnection(
                        config(SecurityLayer.TLS, EncryptionLevel.HIGH),
                        new java.util.Random(7),
                        NOON);
        boolean activated = false;
        for (int i = 0; i < recorded.length; i++) {
            var actions = server.received(recorded, i, 1, NOON);
            if (actions.stream().anyMatch(Action.StartTls.class::isInstance)) {
                server.tlsEstablished(NOON);
            }
            activated |= actions.stream().anyMatch(Action.Activated.class::isInstance);
        }
        assertThat(activated).isTrue();
    }

    @Test
    void refusesBytesBetweenTheRequestAndTls() {
        var client = new TestClient(config(SecurityLayer.TLS, EncryptionLevel.HIGH), false);
        client.request(1);
        client.send(new byte[] {3, 0, 0, 8, 2, (byte) 0xF0, (byte) 0x80, 0});
        assertThat(client.one(Action.Close.class).reason())
                .isInstanceOf(CloseReason.ProtocolError.class);
    }

    @Test
    void refusesAClientThatWasToldOfAnotherProtocol() {
        var client = new TestClient(config(SecurityLayer.RDP, EncryptionLevel.HIGH), true);
        client.request(0);
        client.send(ConnectInitial.encode(Blocks.usual().selected(2).encode()));
        var reason = (CloseReason.ProtocolError) client.one(Action.Close.class).reason();
        assertThat(reason.reason()).isEqualTo(new Reason.Unknown("serverSelectedProtocol", 2));
    }

    @Test
    void runsCredSspAndTellsTheResultToExtendedClients() throws Exception {
        var client = credSsp(2 | 8 | 1);
        client.perform(
                client.server.networkAuthentication(
                        new NetworkAuthentication.Continue(new byte[] {9}), NOON));
        client.send(new byte[] {0x30, 1, 5});
        client.actions.clear();
        client.perform(
                client.server.networkAuthentication(
                        new NetworkAuthentication.Done(Optional.empty(), true), NOON));
        assertThat(client.sentFrames().getFirst()).containsExactly(0, 0, 0, 0);
        client.connect(Blocks.usual().selected(8));
        client.info(Info.usual());
        client.finish();
        assertThat(client.one(Action.Activated.class).profile().security().protocol())
                .isEqualTo(SecurityProtocol.HYBRID_EX);
    }

    @Test
    void keepsWhatAClientSendsWhileItsPasswordIsChecked() throws Exception {
        var client = credSsp(2 | 1);
        client.actions.clear();
        client.send(ConnectInitial.encode(Blocks.usual().selected(2).encode()));
        assertThat(client.actions).isEmpty();
        client.perform(
                client.server.networkAuthentication(
                        new NetworkAuthentication.Done(Optional.empty(), true), NOON));
        assertThat(client.one(Action.ClientIdentified.class).core().name()).isEqualTo("station");
    }

    @Test
    void deniesAUserWithoutTheRightBeforeAnythingElse() {
        var client = credSsp(2 | 8);
        client.actions.clear();
        client.perform(
                client.server.networkAuthentication(
                        new NetworkAuthentication.Done(Optional.empty(), false), NOON));
        assertThat(client.sentFrames().getFirst()).containsExactly(5, 0, 0, 0);
        assertThat(client.one(Action.Close.class).reason())
                .isEqualTo(new CloseReason.NotAuthorized());
    }

    @Test
    void endsWhenCredSspFails() {
        var client = credSsp(2 | 8);
        client.actions.clear();
        client.perform(
                client.server.networkAuthentication(
                        new NetworkAuthentication.Failed(Optional.of(new byte[] {1})), NOON));
        assertThat(client.actions)
                .last()
                .isEqualTo(new Action.Close(new CloseReason.AuthenticationFailed()));
    }

    private static TestClient credSsp(int protocols) {
        var client =
                new TestClient(config(SecurityLayer.NEGOTIATE, EncryptionLevel.HIGH, true), false);
        client.request(protocols);
        client.perform(client.server.tlsEstablished(NOON));
        client.send(new byte[] {0x30, 2, 1, 2});
        assertThat(client.one(Action.AuthenticateNetwork.class).tsRequest())
                .containsExactly(0x30, 2, 1, 2);
        return client;
    }

    @Test
    void givesUpOnAClientThatSaysNothing() {
        var server =
                new RdpConnection(
                        config(SecurityLayer.TLS, EncryptionLevel.HIGH),
                        new java.util.Random(7),
                        NOON);
        assertThat(server.deadline()).contains(NOON.plusSeconds(15));
        assertThat(server.tick(NOON.plusSeconds(14))).isEmpty();
        assertThat(server.tick(NOON.plusSeconds(15)))
                .containsExactly(new Action.Close(new CloseReason.TimedOut("AwaitRequest")));
        assertThat(server.tick(NOON.plusSeconds(99))).isEmpty();
    }

    @Test
    void boundsTheWholeSequenceForAClientThatDawdles() {
        var client = new TestClient(config(SecurityLayer.RDP, EncryptionLevel.HIGH), true);
        client.request(0);
        client.send(ConnectInitial.encode(Blocks.usual().encode()));
        byte[] attach = TestClient.mcs(new byte[] {0x28});
        for (int second = 0; second < 60; second += 10) {
            assertThat(client.server.tick(NOON.plusSeconds(second))).isEmpty();
            client.server.received(attach, 0, attach.length, NOON.plusSeconds(second));
        }
        assertThat(client.server.deadline()).contains(NOON.plus(Duration.ofSeconds(60)));
        assertThat(client.server.tick(NOON.plusSeconds(60)))
                .last()
                .isEqualTo(new Action.Close(new CloseReason.TimedOut("Joining")));
    }

    @Test
    void ignoresInputUntilItIsActive() throws Exception {
        var client = new TestClient(config(SecurityLayer.RDP, EncryptionLevel.HIGH), true);
        client.request(0);
        client.connect(Blocks.usual());
        client.info(Info.usual());
        client.readDemandActive();
        client.actions.clear();
        client.fastPath(1, new byte[] {0, 0x1E});
        client.data(new ClientData.Input(new byte[4]));
        assertThat(client.actions).isEmpty();
    }

    @Test
    void reactivatesWithAnotherSizeAndDepth() throws Exception {
        var client = TestClient.overTls();
        client.actions.clear();
        client.perform(client.server.reactivate(800, 600, 16, NOON));
        assertThat(client.shareTypes()).containsExactly("DEACTIVATE_ALL", "DEMAND_ACTIVE");
        assertThat(client.server.active()).isFalse();
        assertThat(client.server.deadline()).contains(NOON.plusSeconds(60));
        client.fastPath(1, new byte[] {0, 0x1E});
        client.finish();
        var profile = client.one(Action.Activated.class).profile();
        assertThat(profile.desktop()).isEqualTo(new ClientCore.Size(800, 600));
        assertThat(client.actions).noneMatch(Action.FastPathInput.class::isInstance);
    }

    @Test
    void keepsAReactivationForLaterWhenItComesTooEarly() throws Exception {
        var client = new TestClient(config(SecurityLayer.RDP, EncryptionLevel.HIGH), true);
        client.request(0);
        client.connect(Blocks.usual());
        client.info(Info.usual());
        assertThat(client.server.reactivate(640, 480, 24, NOON)).isEmpty();
        client.finish();
        assertThat(client.one(Action.Activated.class).profile().desktop().width()).isEqualTo(1024);
        assertThat(client.server.active()).isFalse();
        assertThat(client.server.stateName()).isEqualTo("AwaitConfirmActive");
    }

    @Test
    void listsWhatIsEncryptedAlreadyBeforeTheNewsThatMayBeAnswered() throws Exception {
        var client = new TestClient(config(SecurityLayer.RDP, EncryptionLevel.HIGH), true);
        client.request(0);
        client.connect(Blocks.usual());
        client.info(Info.usual());
        client.confirm(Capabilities.usual());
        assertThat(client.shareTypes()).containsExactly("SYNCHRONIZE", "CONTROL");
        client.actions.clear();
        byte[] fontList = client.frame(new ClientData.FontList());
        byte[] request =
                client.frame(new ClientData.Control(ClientData.Control.REQUEST_CONTROL, 0, 0));
        byte[] both = Arrays.copyOf(fontList, fontList.length + request.length);
        System.arraycopy(request, 0, both, fontList.length, request.length);
        client.send(both);
        assertThat(client.actions).hasSize(3).last().isInstanceOf(Action.Activated.class);
        assertThat(client.shareTypes()).containsExactly("FONT_MAP", "CONTROL");
        byte[] updates = {1, 0, 0};
        byte[] answer = client.server.fastPath(updates, 0, 3);
        assertThat(client.openFastPath(answer)).isEqualTo(updates);
    }

    @Test
    void tellsWhatAnActiveClientWants() throws Exception {
        var client = TestClient.overTls();
        client.actions.clear();
        var area = new InclusiveRect(1, 2, 30, 40);
        client.data(new ClientData.RefreshRect(List.of(area)));
        client.data(new ClientData.SuppressOutput(Optional.empty()));
        client.data(new ClientData.SuppressOutput(Optional.of(area)));
        client.data(new ClientData.FrameAcknowledge(77));
        client.data(new ClientData.PersistentKeys(0, true, true));
        client.data(new ClientData.CacheError());
        client.fastPath(0, new byte[] {1, 0, 0x1E});
        assertThat(client.actions.subList(0, 4))
                .containsExactly(
                        new Action.RefreshRequested(List.of(area)),
                        new Action.OutputSuppressed(),
                        new Action.OutputAllowed(area),
                        new Action.FrameAcknowledged(77));
        assertThat(client.one(Action.FastPathInput.class).count()).isEqualTo(1);
    }

    @Test
    void carriesChannelChunksBothWays() throws Exception {
        var client = TestClient.overStandardSecurity(EncryptionLevel.FIPS, 0x10);
        for (byte[] frame : client.sentFrames()) {
            client.userData(frame);
        }
        client.actions.clear();
        client.channel(1005, HexFormat.of().parseHex("0a00000003000000" + "aabb"));
        var data = client.one(Action.ChannelData.class);
        assertThat(data.channel().name()).isEqualTo("cliprdr");
        assertThat(data.totalLength()).isEqualTo(10);
        assertThat(data.flags()).isEqualTo(3);
        assertThat(data.chunk()).containsExactly(0xAA, 0xBB);
        byte[] frame = client.server.channelChunk(data.channel(), 2, 3, new byte[] {5, 6, 7}, 1, 2);
        assertThat(client.userData(frame).rest())
                .isEqualTo(HexFormat.of().parseHex("02000000030000000607"));
    }

    @Test
    void refusesDataOnAChannelThatIsNotThere() throws Exception {
        var client = TestClient.overTls();
        client.actions.clear();
        client.channel(1030, new byte[8]);
        var reason = (CloseReason.ProtocolError) client.one(Action.Close.class).reason();
        assertThat(reason.told()).isEqualTo(ErrorInfo.INVALIDCHANNELID);
        assertThat(client.shareTypes()).containsExactly("DEACTIVATE_ALL", "SET_ERROR_INFO", "DPU");
    }

    @Test
    void measuresTheRoundTrip() throws Exception {
        var client = TestClient.overTls();
        client.actions.clear();
        byte[] request = client.server.rttRequest(0x1234);
        assertThat(client.userData(request).rest())
                .isEqualTo(HexFormat.of().parseHex("00100000" + "060034120100"));
        int message = 1007;
        client.send(
                TestClient.sendData(message, HexFormat.of().parseHex("00200000" + "060134120000")));
        client.send(
                TestClient.sendData(
                        message,
                        HexFormat.of()
                                .parseHex("00200000" + "0e0135120b00" + "64000000" + "00100000")));
        assertThat(client.actions)
                .containsExactly(
                        new Action.RttAnswered(0x1234),
                        new Action.BandwidthMeasured(0x1235, 100, 4096));
        assertThat(client.userData(client.server.heartbeat(5, 3, 5)).rest())
                .isEqualTo(HexFormat.of().parseHex("00400000" + "00050305"));
    }

    @Test
    void saysGoodbyeInOrderAndOnlyOnce() throws Exception {
        var client = TestClient.overTls();
        client.actions.clear();
        client.perform(client.server.disconnect(ErrorInfo.DISCONNECTED_BY_OTHERCONNECTION));
        assertThat(client.shareTypes()).containsExactly("DEACTIVATE_ALL", "SET_ERROR_INFO", "DPU");
        assertThat(client.body(PduType2.SET_ERROR_INFO, client.sentFrames().subList(1, 2)))
                .containsExactly(5, 0, 0, 0);
        assertThat(client.one(Action.Close.class).reason())
                .isEqualTo(new CloseReason.ServerEnded(ErrorInfo.DISCONNECTED_BY_OTHERCONNECTION));
        assertThat(client.server.disconnect(ErrorInfo.LOGOFF_BY_USER)).isEmpty();
        byte[] late = {1, 2, 3};
        assertThat(client.server.received(late, 0, 3, NOON)).isEmpty();
    }

    @Test
    void sendsNoErrorInfoToAClientThatDoesNotKnowIt() throws Exception {
        var client = new TestClient(config(SecurityLayer.RDP, EncryptionLevel.HIGH), true);
        client.request(0);
        client.connect(Blocks.usual().early(0));
        client.info(Info.usual());
        client.finish();
        int before = client.actions.size();
        client.perform(client.server.disconnect(ErrorInfo.LOGOFF_BY_USER));
        assertThat(client.actions.subList(before, client.actions.size())).hasSize(3);
    }

    @Test
    void noticesThatTheClientLeft() throws Exception {
        var client = TestClient.overTls();
        client.actions.clear();
        client.send(TestClient.mcs(new byte[] {0x21, (byte) 0x80}));
        assertThat(client.actions).containsExactly(new Action.Close(new CloseReason.ClientLeft(3)));
    }

    @Test
    void knowsTheRandomThatACookieIsProvenWith() throws Exception {
        byte[] cookie = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
        var client = TestClient.overTls();
        byte[] verifier = HexFormat.of().parseHex(hmacMd5(cookie, client.server.clientRandom()));
        assertThat(client.server.clientRandom()).isEqualTo(new byte[32]);
        assertThat(ReconnectVerifier.matches(cookie, client.server.clientRandom(), verifier))
                .isTrue();
        verifier[0] ^= 1;
        assertThat(ReconnectVerifier.matches(cookie, client.server.clientRandom(), verifier))
                .isFalse();
        assertThat(client.one(Action.Activated.class)).isNotNull();
    }

    private static String hmacMd5(byte[] key, byte[] text) throws Exception {
        var mac = javax.crypto.Mac.getInstance("HmacMD5");
        mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacMD5"));
        return HexFormat.of().formatHex(mac.doFinal(text));
    }

    @Test
    void neverShowsAPassword() throws Exception {
        var client = new TestClient(config(SecurityLayer.RDP, EncryptionLevel.HIGH), true);
        client.request(0);
        client.connect(Blocks.usual());
        client.info(Info.usual());
        var info = client.one(Action.LogonRequested.class).info();
        assertThat(info.password().characters()).containsExactly('s', 'e', 'c', 'r', 'e', 't');
        assertThat(info.toString()).doesNotContain("secret");
        info.password().wipe();
        assertThat(info.password().characters()).containsOnly('\0');
    }
}
