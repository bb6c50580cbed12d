package holdfast.protocol.security;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The Terminal Services signing key that [MS-RDPBCGR] 5.3.3.1.1 publishes. Everybody has it, so its
 * signature proves nothing; clients want to see it nevertheless.
 */
final class SigningKey {
    static final BigInteger MODULUS =
            number(
                    "3d3a5ebd72433ec94dbbc11e4aba5fcb3e882087eff5c1e2d7b76b9af2524595"
                            + "ce63656b583afeef7ce7bffe3df65c7d6c5e06091af561bb2093095f056dea87");
    static final BigInteger PUBLIC_EXPONENT = number("5b7b88c0");
    private static final BigInteger PRIVATE_EXPONENT =
            number(
                    "87a71932da11875558001616256568f8243ee6fae9674994cf92cc3399e80860"
                            + "179a129f24ddb12499c73ab80a7b0ddd350779170b519bb3c7100113e73ff35f");
    private static final int SIZE = 64;

    private SigningKey() {}

    /** The signature over a certificate's MD5 hash, 5.3.3.1.2. */
    static byte[] sign(byte[] hash) {
        byte[] padded = new byte[SIZE - 1];
        Arrays.fill(padded, (byte) 0xFF);
        System.arraycopy(hash, 0, padded, 0, hash.length);
        padded[hash.length] = 0;
        padded[padded.length - 1] = 1;
        return RsaText.littleEndian(RsaText.number(padded).modPow(PRIVATE_EXPONENT, MODULUS), SIZE);
    }

    private static BigInteger number(String littleEndianHex) {
        return RsaText.number(HexFormat.of().parseHex(littleEndianHex));
    }
}
