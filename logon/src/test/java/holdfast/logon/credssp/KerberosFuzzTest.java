package holdfast.logon.credssp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.wire.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What a stranger sends as a ticket is refused, and never more than that. */
class KerberosFuzzTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    /** The mechanism and the token id of an AP-REQ, RFC 4121 4.1: what the decoder wants to see. */
    private static final byte[] AP_REQ = HexFormat.of().parseHex("06092a864886f71201020201" + "00");

    private static Path folder;
    private static KerberosAcceptor kerberos;

    @BeforeAll
    static void makeKeytab() throws Exception {
        folder = Files.createTempDirectory("holdfast-kerberos");
        Path config = folder.resolve("krb5.conf");
        Files.writeString(config, "[libdefaults]\ndefault_realm = EXAMPLE.ORG\n");
        System.setProperty("java.security.krb5.conf", config.toString());
        Path keytab = folder.resolve("keytab");
        Files.write(keytab, keytab());
        kerberos = KerberosAcceptor.open(keytab, PrincipalRules.OWN_REALM);
    }

    @AfterAll
    static void forget() throws Exception {
        System.clearProperty("java.security.krb5.conf");
        Files.delete(folder.resolve("keytab"));
        Files.delete(folder.resolve("krb5.conf"));
        Files.delete(folder);
    }

    /** One AES-256 key of TERMSRV/host, in MIT's keytab format, version 5.2. */
    private static byte[] keytab() {
        var entry = ByteBuffer.allocate(256);
        entry.putShort((short) 2);
        for (String part : new String[] {"EXAMPLE.ORG", "TERMSRV", "host"}) {
            entry.putShort((short) part.length()).put(part.getBytes(US_ASCII));
        }
        entry.putInt(1).putInt(0).put((byte) 1);
        entry.putShort((short) 18).putShort((short) 32).put(new byte[32]);
        int length = entry.position();
        return ByteBuffer.allocate(6 + length)
                .putShort((short) 0x0502)
                .putInt(length)
                .put(entry.array(), 0, length)
                .array();
    }

    @FuzzTest
    void ticket(byte[] input) throws ProtocolException {
        Mechanism.Step unused = kerberos.begin().accept(input, NOON);
        byte[] body = new byte[AP_REQ.length + input.length];
        System.arraycopy(AP_REQ, 0, body, 0, AP_REQ.length);
        System.arraycopy(input, 0, body, AP_REQ.length, input.length);
        unused = kerberos.begin().accept(Der.element(DerReader.application(0), body), NOON);
    }
}
