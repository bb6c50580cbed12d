package holdfast.protocol.share;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The proof of a reconnecting client: SecurityVerifier of ARC_CS_PRIVATE_PACKET, 5.5. */
public final class ReconnectVerifier {
    private ReconnectVerifier() {}

    /**
     * Whether {@code verifier} was made with the cookie {@code arcRandomBits}. Takes the same time
     * for a right and a wrong one.
     *
     * @param clientRandom of standard RDP security; 32 zero bytes under TLS and CredSSP
     */
    public static boolean matches(byte[] arcRandomBits, byte[] clientRandom, byte[] verifier) {
        return MessageDigest.isEqual(of(arcRandomBits, clientRandom), verifier);
    }

    static byte[] of(byte[] arcRandomBits, byte[] clientRandom) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(arcRandomBits, "HmacMD5"));
            return mac.doFinal(clientRandom);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("The JDK lacks HmacMD5", absent);
        }
    }
}
