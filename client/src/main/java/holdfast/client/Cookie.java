package holdfast.client;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** An auto-reconnect cookie as a client keeps it, [MS-RDPBCGR] 5.5. */
public record Cookie(int logonId, byte[] random) {
    private static final int INFOTYPE_LOGON_EXTENDED_INFO = 3;
    private static final int LOGON_EX_AUTORECONNECTCOOKIE = 1;
    private static final int PACKET_SIZE = 28;

    /** What a Save Session Info PDU brings, 2.2.10.1.1.4; null where it is something else. */
    static @Nullable Cookie read(WireReader in) throws ProtocolException {
        if (in.u32("infoType") != INFOTYPE_LOGON_EXTENDED_INFO) {
            return null;
        }
        in.skip("Length", 2);
        if ((in.u32("FieldsPresent") & LOGON_EX_AUTORECONNECTCOOKIE) == 0) {
            return null;
        }
        in.skip("cbFieldData, cbLen, Version", 12);
        return new Cookie(in.i32("LogonId"), in.bytes("ArcRandomBits", 16));
    }

    /** ARC_CS_PRIVATE_PACKET, 2.2.4.3, under TLS: over 32 zero bytes. */
    void write(WireWriter out) throws IOException {
        try {
            Mac hmac = Mac.getInstance("HmacMD5");
            hmac.init(new SecretKeySpec(random, "HmacMD5"));
            out.u16(PACKET_SIZE).u32(PACKET_SIZE).u32(1).u32(logonId);
            out.bytes(hmac.doFinal(new byte[32]));
        } catch (GeneralSecurityException e) {
            throw new IOException("this JVM has no HMAC-MD5", e);
        }
    }

    @Override
    public String toString() {
        return "Cookie[logonId=" + logonId + "]";
    }
}
