package holdfast.logon.credssp;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;

/**
 * Binds the proof to the TLS channel, so that nobody sits in between: [MS-CSSP] 3.1.5. Each side
 * shows that it sees the same server key: from version 5 on as a hash over the client's nonce,
 * before that as the key itself, which the server gives back with its first byte one higher.
 */
final class PublicKeyBinding {
    static final int FIRST_WITH_NONCE = 5;

    private static final byte[] CLIENT_TO_SERVER = magic("Client-To-Server");
    private static final byte[] SERVER_TO_CLIENT = magic("Server-To-Client");

    private final byte[] publicKey;

    private PublicKeyBinding(byte[] publicKey) {
        this.publicKey = publicKey;
    }

    /** The content of SubjectPublicKey, without the algorithm around it. */
    static PublicKeyBinding of(X509Certificate certificate) {
        try {
            DerReader info =
                    new DerReader("SubjectPublicKeyInfo", certificate.getPublicKey().getEncoded())
                            .enter("SubjectPublicKeyInfo", DerReader.SEQUENCE);
            info.skip("algorithm");
            byte[] bits = info.bytes("subjectPublicKey", DerReader.BIT_STRING, 1 << 16);
            return of(Arrays.copyOfRange(bits, 1, bits.length));
        } catch (ProtocolException malformed) {
            throw new IllegalArgumentException("the certificate's key cannot be read", malformed);
        }
    }

    static PublicKeyBinding of(byte[] subjectPublicKey) {
        return new PublicKeyBinding(subjectPublicKey);
    }

    /** What a client sends, unsealed. */
    byte[] ofClient(int version, Optional<byte[]> nonce) {
        return version >= FIRST_WITH_NONCE
                ? hash(CLIENT_TO_SERVER, nonce.orElseThrow())
                : publicKey.clone();
    }

    /** What the server answers, before it is sealed. */
    byte[] ofServer(int version, Optional<byte[]> nonce) {
        if (version >= FIRST_WITH_NONCE) {
            return hash(SERVER_TO_CLIENT, nonce.orElseThrow());
        }
        byte[] answer = publicKey.clone();
        answer[0]++;
        return answer;
    }

    void check(byte[] unsealed, int version, Optional<byte[]> nonce) throws ProtocolException {
        if (version >= FIRST_WITH_NONCE
                && nonce.filter(n -> n.length == TsRequest.NONCE_LENGTH).isEmpty()) {
            throw new DerReader("TSRequest", unsealed)
                    .refuse(new Reason.Truncated("clientNonce", TsRequest.NONCE_LENGTH, 0));
        }
        if (!MessageDigest.isEqual(unsealed, ofClient(version, nonce))) {
            throw new DerReader("TSRequest", unsealed).refuse(new Reason.Forged("pubKeyAuth"));
        }
    }

    private byte[] hash(byte[] magic, byte[] nonce) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(magic);
            sha256.update(nonce);
            return sha256.digest(publicKey);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("the JDK has no SHA-256", missing);
        }
    }

    private static byte[] magic(String direction) {
        return ("CredSSP " + direction + " Binding Hash\0").getBytes(StandardCharsets.US_ASCII);
    }
}
