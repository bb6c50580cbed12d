package holdfast.logon.ntlm;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.RC4Engine;

/**
 * Signing and sealing after an NTLM logon with extended session security and 128 bits: [MS-NLMP]
 * 3.4. Messages count up and cannot be repeated. Not safe for more than one thread.
 */
public final class NtlmSession {
    public static final int SIGNATURE_LENGTH = 16;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int VERSION = 1;

    private final Direction outgoing;
    private final Direction incoming;

    private NtlmSession(Direction outgoing, Direction incoming) {
        this.outgoing = outgoing;
        this.incoming = incoming;
    }

    /** The server's end. */
    static NtlmSession ofServer(byte[] exportedSessionKey, boolean keyExchange) {
        return new NtlmSession(
                new Direction(exportedSessionKey, "server-to-client", keyExchange),
                new Direction(exportedSessionKey, "client-to-server", keyExchange));
    }

    /** The client's end, for tests of the server's. */
    static NtlmSession ofClient(byte[] exportedSessionKey, boolean keyExchange) {
        return new NtlmSession(
                new Direction(exportedSessionKey, "client-to-server", keyExchange),
                new Direction(exportedSessionKey, "server-to-client", keyExchange));
    }

    /** The signature, then the sealed message: GSS_WrapEx as CredSSP lays it out. */
    public byte[] seal(byte[] message) {
        byte[] sealed = outgoing.crypt(message);
        return new WireWriter().bytes(outgoing.signature(message)).bytes(sealed).toByteArray();
    }

    /** The message that was sealed; refused when the signature is not the one due next. */
    public byte[] unseal(byte[] sealed) throws ProtocolException {
        var in = new WireReader("NTLMSSP_MESSAGE_SIGNATURE", sealed);
        byte[] signature = in.bytes("Signature", SIGNATURE_LENGTH);
        byte[] message = incoming.crypt(in.rest());
        check(in, signature, message);
        return message;
    }

    /**
     * A signature over data that is sent in clear beside the session's messages, mechListMIC:
     * [MS-SPNG] 3.3.5.1 winds the cipher back afterwards, but not the message count.
     */
    public byte[] signMechanismList(byte[] data) {
        byte[] signature = outgoing.signature(data);
        outgoing.rewind();
        return signature;
    }

    public void checkMechanismList(byte[] data, byte[] signature) throws ProtocolException {
        check(new WireReader("mechListMIC", signature), signature, data);
        incoming.rewind();
    }

    private void check(WireReader in, byte[] signature, byte[] message) throws ProtocolException {
        if (!MessageDigest.isEqual(incoming.signature(message), signature)) {
            throw in.refuse(0, new Reason.Forged("Signature"));
        }
    }

    /** Keys and cipher of one direction. */
    private static final class Direction {
        private final byte[] signKey;
        private final byte[] sealKey;
        private final boolean keyExchange;
        private RC4Engine cipher;
        private int sequence;

        Direction(byte[] exportedSessionKey, String direction, boolean keyExchange) {
            signKey = derive(exportedSessionKey, direction, "signing");
            sealKey = derive(exportedSessionKey, direction, "sealing");
            this.keyExchange = keyExchange;
            cipher = NtlmCrypto.rc4(sealKey);
        }

        private static byte[] derive(byte[] key, String direction, String purpose) {
            String magic = "session key to " + direction + " " + purpose + " key magic constant\0";
            return NtlmCrypto.md5(key, magic.getBytes(StandardCharsets.US_ASCII));
        }

        byte[] crypt(byte[] data) {
            byte[] out = new byte[data.length];
            cipher.processBytes(data, 0, data.length, out, 0);
            return out;
        }

        byte[] signature(byte[] message) {
            byte[] count = new WireWriter(4).u32(sequence).toByteArray();
            byte[] checksum =
                    Arrays.copyOf(NtlmCrypto.hmacMd5(signKey, count, message), CHECKSUM_LENGTH);
            sequence++;
            return new WireWriter(SIGNATURE_LENGTH)
                    .u32(VERSION)
                    .bytes(keyExchange ? crypt(checksum) : checksum)
                    .bytes(count)
                    .toByteArray();
        }

        void rewind() {
            cipher = NtlmCrypto.rc4(sealKey);
        }
    }
}
