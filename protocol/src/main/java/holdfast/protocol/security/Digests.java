package holdfast.protocol.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** The two hash functions that [MS-RDPBCGR] 5.3 builds everything from. */
final class Digests {
    private Digests() {}

    static byte[] md5(byte[]... parts) {
        return digest("MD5", parts);
    }

    static byte[] sha1(byte[]... parts) {
        return digest("SHA-1", parts);
    }

    private static byte[] digest(String algorithm, byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("The JDK lacks " + algorithm, absent);
        }
    }
}
