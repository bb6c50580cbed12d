package holdfast.protocol.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShareTest {
    /** The client's Synchronize PDU of [MS-RDPBCGR] 4.1.14. */
    @Test
    void readsAndWritesASynchronizePdu() throws Exception {
        String hex = "16001700f003ea030100000108001f0000000100ea03";
        var control = ShareControl.decode(reader(hex));
        assertThat(control.type()).isEqualTo(ShareControl.Type.DATA);
        assertThat(control.source()).isEqualTo(0x03F0);
        var data = ShareData.decode(control.body());
        assertThat(data.shareId()).isEqualTo(0x103EA);
        assertThat(ClientData.decode(data)).isEqualTo(new ClientData.Synchronize(0x03EA));
        var out = new WireWriter();
        byte[] body = ClientData.encode(new ClientData.Synchronize(0x03EA));
        ShareData.encodeHeaders(out, 0x03F0, 0x103EA, PduType2.SYNCHRONIZE.value(), body.length);
        assertThat(HexFormat.of().formatHex(out.bytes(body).toByteArray())).isEqualTo(hex);
    }

    @Test
    void readsEveryClientPduBackAsItWasWritten() throws Exception {
        var area = new InclusiveRect(1, 2, 3, 4);
        assertRoundTrip(PduType2.CONTROL, new ClientData.Control(1, 0, 0));
        assertRoundTrip(PduType2.FONT_LIST, new ClientData.FontList());
        assertRoundTrip(
                PduType2.PERSISTENT_KEY_LIST, new ClientData.PersistentKeys(9, true, false));
        assertRoundTrip(PduType2.REFRESH_RECT, new ClientData.RefreshRect(List.of(area, area)));
        assertRoundTrip(PduType2.SUPPRESS_OUTPUT, new ClientData.SuppressOutput(Optional.of(area)));
        assertRoundTrip(PduType2.SUPPRESS_OUTPUT, new ClientData.SuppressOutput(Optional.empty()));
        assertRoundTrip(PduType2.SHUTDOWN_REQUEST, new ClientData.ShutdownRequest());
        assertRoundTrip(PduType2.FRAME_ACKNOWLEDGE, new ClientData.FrameAcknowledge(0xFFFF_FFFFL));
        assertRoundTrip(PduType2.OFFSCREEN_CACHE_ERROR, new ClientData.CacheError());
    }

    private static void assertRoundTrip(PduType2 type, ClientData data) throws Exception {
        var body = new WireReader("test", ClientData.encode(data));
        assertThat(ClientData.decode(new ShareData(1, type, body))).isEqualTo(data);
    }

    @Test
    void refusesWhatOnlyServersSendAndWhatNobodySends() {
        assertRefused("1600170000000000000000010800" + "28" + "0000000000", "pduType2", 40);
        assertRefused("1600170000000000000000010800" + "63" + "0000000000", "pduType2", 99);
        assertRefused("1600170000000000000000010800" + "1f" + "2000000000", "compressedType", 32);
    }

    private static void assertRefused(String hex, String field, long value) {
        var refused =
                catchThrowableOfType(
                        ProtocolException.class,
                        () -> {
                            byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(hex), 22);
                            var control = ShareControl.decode(new WireReader("test", bytes));
                            ClientData.decode(ShareData.decode(control.body()));
                        });
        assertThat(refused.reason()).isEqualTo(new Reason.Unknown(field, value));
    }

    @Test
    void refusesAnUnknownControlTypeAndALengthBeyondTheEnd() {
        var unknown =
                catchThrowableOfType(
                        ProtocolException.class, () -> ShareControl.decode(reader("06001200ea03")));
        assertThat(unknown.reason()).isEqualTo(new Reason.Unknown("pduType", 2));
        var beyond =
                catchThrowableOfType(
                        ProtocolException.class, () -> ShareControl.decode(reader("0a001700ea03")));
        assertThat(beyond.reason()).isEqualTo(new Reason.Truncated("PDU of totalLength", 4, 0));
        var tooSmall =
                catchThrowableOfType(
                        ProtocolException.class, () -> ShareControl.decode(reader("02001700ea03")));
        assertThat(tooSmall.reason()).isInstanceOf(Reason.Truncated.class);
    }

    @Test
    void skipsFlowPdus() throws Exception {
        assertThat(ShareControl.decode(reader("0080410000000000")).type())
                .isEqualTo(ShareControl.Type.FLOW);
    }

    @Test
    void writesLogonInfoAsWindowsDoes() {
        var user = new LogonNotice.LoggedOn("HOME", "ann", 7);
        byte[] old = SaveSessionInfo.encode(user, false);
        assertThat(old).hasSize(4 + 576);
        assertThat(HexFormat.of().formatHex(old)).startsWith("00000000" + "0a000000" + "48004f00");
        byte[] modern = SaveSessionInfo.encode(user, true);
        assertThat(modern).hasSize(4 + 18 + 558 + 10 + 8);
        assertThat(HexFormat.of().formatHex(modern))
                .startsWith(
                        "01000000" + "0100" + "12000000" + "07000000" + "0a000000" + "08000000");
        assertThat(new String(modern, 580, 18, StandardCharsets.UTF_16LE)).isEqualTo("HOME\0ann\0");
        assertThat(SaveSessionInfo.encode(new LogonNotice.Plain(), true)).hasSize(4 + 576);
    }

    @Test
    void writesTheCookieWithItsPadding() {
        byte[] random = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
        byte[] pdu = SaveSessionInfo.encode(new LogonNotice.ReconnectCookie(7, random), true);
        assertThat(pdu).hasSize(4 + 2 + 4 + 4 + 28 + 570);
        assertThat(HexFormat.of().formatHex(pdu))
                .startsWith(
                        "03000000" // INFOTYPE_LOGON_EXTENDED_INFO
                                + "2600" // Length
                                + "01000000" // LOGON_EX_AUTORECONNECTCOOKIE
                                + "1c000000" // cbFieldData
                                + "1c000000" // cbLen
                                + "01000000" // Version
                                + "07000000" // LogonId
                                + "00112233445566778899aabbccddeeff");
    }

    @ParameterizedTest
    @EnumSource(LogonNotice.Kind.class)
    void writesLogonProblems(LogonNotice.Kind kind) {
        byte[] pdu = SaveSessionInfo.encode(new LogonNotice.Problem(kind, 2), true);
        assertThat(HexFormat.of().formatHex(pdu))
                .startsWith(
                        "03000000" + "1200" + "02000000" + "08000000" + hexOf(kind) + "02000000");
    }

    @Test
    void showsNoCookieInLogs() {
        var cookie = new LogonNotice.ReconnectCookie(7, new byte[16]);
        assertThat(cookie).hasToString("ReconnectCookie[logonId=7]");
    }

    /** Test case 2 of RFC 2202 for HMAC-MD5. */
    @Test
    void computesTheVerifierAsHmacMd5() {
        byte[] verifier =
                ReconnectVerifier.of(
                        "Jefe".getBytes(StandardCharsets.US_ASCII),
                        "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII));
        assertThat(HexFormat.of().formatHex(verifier))
                .isEqualTo("750c783e6ab0b503eaa86e310a5db738");
    }

    @Test
    void writesAutoDetectRequests() {
        assertThat(hex(AutoDetect.rttRequest(0x23, true))).isEqualTo("060023000110");
        assertThat(hex(AutoDetect.rttRequest(0x23, false))).isEqualTo("060023000100");
        assertThat(hex(AutoDetect.bandwidthStart(1))).isEqualTo("060001001400");
        assertThat(hex(AutoDetect.bandwidthStop(1))).isEqualTo("060001002904");
        assertThat(hex(AutoDetect.characteristics(2, 5, 10000, 6)))
                .isEqualTo("12000200c008" + "05000000" + "10270000" + "06000000");
    }

    @Test
    void readsAutoDetectResponses() throws Exception {
        for (AutoDetect response :
                List.of(
                        new AutoDetect.RttResponse(7),
                        new AutoDetect.BandwidthResults(8, 100, 5000),
                        new AutoDetect.CharacteristicsSync(9, 1000, 20))) {
            var in = new WireReader("test", AutoDetect.encode(response));
            assertThat(AutoDetect.decode(in)).isEqualTo(response);
        }
        var refused =
                catchThrowableOfType(
                        ProtocolException.class, () -> AutoDetect.decode(reader("060107009900")));
        assertThat(refused.reason()).isEqualTo(new Reason.Unknown("responseType", 0x99));
    }

    @Test
    void writesARedirectionWithItsFieldsInOrder() {
        var redirection =
                new Redirection(
                        5,
                        Optional.empty(),
                        Optional.of("Cookie: msts=1\r\n".getBytes(StandardCharsets.US_ASCII)),
                        Optional.of("ann"),
                        Optional.empty());
        assertThat(hex(redirection.encode()))
                .isEqualTo(
                        "0004" // SEC_REDIRECTION_PKT
                                + "2c00" // Length
                                + "05000000" // SessionID
                                + "06000000" // load balance info, user name
                                + "10000000"
                                + "436f6f6b69653a206d7374733d310d0a"
                                + "08000000"
                                + "61006e006e000000");
    }

    @FuzzTest
    void neverFailsInAnyOtherWay(byte[] input) {
        try {
            var in = new WireReader("test", input);
            while (in.hasRemaining()) {
                var control = ShareControl.decode(in);
                assertThat(ClientData.decode(ShareData.decode(control.body()))).isNotNull();
            }
        } catch (ProtocolException expected) {
            assertThat(expected).hasMessageContaining("test");
        }
    }

    @FuzzTest
    void neverFailsOnAutoDetectInAnyOtherWay(byte[] input) {
        try {
            assertThat(AutoDetect.decode(new WireReader("test", input))).isNotNull();
        } catch (ProtocolException expected) {
            assertThat(expected).hasMessageContaining("test");
        }
    }

    private static String hexOf(LogonNotice.Kind kind) {
        return hex(new WireWriter().u32(kind.value()).toByteArray());
    }

    private static WireReader reader(String hex) {
        return new WireReader("test", HexFormat.of().parseHex(hex));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
