package holdfast.protocol.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.share.ErrorInfo;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import org.junit.jupiter.api.Test;

class ClientInfoPduTest {
    @Test
    void readsEverythingAModernClientSays() throws Exception {
        ClientInfo info = decode(Info.usual());
        assertThat(info.domain()).isEqualTo("HOME");
        assertThat(info.userName()).isEqualTo("ann");
        assertThat(new String(info.password().characters())).isEqualTo("secret");
        assertThat(info.alternateShell()).isEmpty();
        assertThat(info.workingDirectory()).isEqualTo("/tmp");
        assertThat(info.clientAddress()).isEqualTo("10.0.0.7");
        assertThat(info.clientDirectory()).isEqualTo("C:\\mstscax.dll");
        var zone = info.timeZone().orElseThrow();
        assertThat(zone.biasMinutes()).isEqualTo(-60);
        assertThat(zone.standardName()).isEqualTo("CET");
        assertThat(zone.daylightBias()).isEqualTo(-60);
        assertThat(info.performanceFlags()).isEqualTo(0x47);
        assertThat(info.reconnect().orElseThrow().logonId()).isEqualTo(42);
        assertThat(info.dynamicTimeZoneName()).contains("Berlin");
        assertThat(info.dynamicDaylightTimeDisabled()).isTrue();
        assertThat(info.autoLogon()).isTrue();
        assertThat(info.wantsLogonNotify()).isTrue();
    }

    @Test
    void takesEveryLengthThatClientsEndAt() throws Exception {
        for (int parts = 0; parts <= 8; parts++) {
            ClientInfo info = decode(Info.upTo(parts));
            assertThat(info.userName()).isEqualTo("ann");
            assertThat(info.clientAddress().isEmpty()).isEqualTo(parts < 1);
            assertThat(info.timeZone().isPresent()).isEqualTo(parts > 2);
            assertThat(info.reconnect().isPresent()).isEqualTo(parts > 5);
        }
    }

    @Test
    void takesATailThatEndsInTheMiddleOfAFixedField() throws Exception {
        byte[] whole = Info.upTo(5);
        for (int cut = 1; cut < 4 + 4 + 172; cut++) {
            byte[] shorter = java.util.Arrays.copyOf(whole, whole.length - cut);
            assertThat(decode(shorter).clientAddress()).isEqualTo("10.0.0.7");
        }
    }

    @Test
    void ignoresTrailingBytes() throws Exception {
        var out = new WireWriter().bytes(Info.usual()).zeros(37);
        assertThat(decode(out.toByteArray()).dynamicTimeZoneName()).contains("Berlin");
    }

    @Test
    void readsAnsiStringsOfOldClients() throws Exception {
        var out = new WireWriter();
        Info.basic(out, 0x08);
        ClientInfo info = decode(out.toByteArray());
        assertThat(info.userName()).isEqualTo("ann");
        assertThat(new String(info.password().characters())).isEqualTo("secret");
        assertThat(info.unicode()).isFalse();
    }

    @Test
    void takesAnEmptyDirectoryWithoutATerminatorAsAndroidSendsIt() throws Exception {
        var out = new WireWriter().bytes(Info.upTo(1)).u16(0).zeros(172).u32(0).u32(5);
        ClientInfo info = decode(out.toByteArray());
        assertThat(info.clientDirectory()).isEmpty();
        assertThat(info.performanceFlags()).isEqualTo(5);
    }

    @Test
    void takesNoCookieOrAWholeOneOnly() throws Exception {
        byte[] head = Info.upTo(5);
        assertThat(decode(new WireWriter().bytes(head).u16(0).toByteArray()).reconnect()).isEmpty();
        var half = new WireWriter().bytes(head).u16(20).zeros(20).toByteArray();
        var refused = catchThrowableOfType(ProtocolException.class, () -> decode(half));
        assertThat(refused.reason()).isEqualTo(new Reason.Truncated("autoReconnectCookie", 28, 20));
        var huge = new WireWriter().bytes(head).u16(200).zeros(200).toByteArray();
        refused = catchThrowableOfType(ProtocolException.class, () -> decode(huge));
        assertThat(Refusals.told(refused)).isEqualTo(ErrorInfo.SECURITYDATATOOSHORT16);
    }

    @Test
    void refusesStringsThatAreTooLongOrNotThere() {
        var tooLong = new WireWriter().u32(0).u32(0x10).u16(514).zeros(600).toByteArray();
        var refused = catchThrowableOfType(ProtocolException.class, () -> decode(tooLong));
        assertThat(refused.reason()).isEqualTo(new Reason.OutOfRange("cbDomain", 514, 0, 512));
        var missing = new WireWriter().u32(0).u32(0x10).u16(40).zeros(8).zeros(10).toByteArray();
        refused = catchThrowableOfType(ProtocolException.class, () -> decode(missing));
        assertThat(refused.reason()).isEqualTo(new Reason.Truncated("Domain", 40, 10));
        assertThat(Refusals.told(refused)).isEqualTo(ErrorInfo.SECURITYDATATOOSHORT5);
    }

    @Test
    void neverPutsTheUsersTextIntoARefusal() {
        byte[] whole = Info.upTo(0);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            var refused = catchThrowableOfType(ProtocolException.class, () -> decode(cut));
            assertThat(refused).hasMessageNotContaining("secret").hasMessageNotContaining("ann ");
        }
    }

    @FuzzTest
    void neverFailsInAnyOtherWay(byte[] input) {
        try {
            assertThat(decode(input).userName().length()).isLessThanOrEqualTo(512);
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
    }

    private static ClientInfo decode(byte[] bytes) throws ProtocolException {
        return ClientInfoPdu.decode(new WireReader(ClientInfoPdu.NAME, bytes));
    }
}
