package holdfast.protocol.security;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import javax.crypto.Cipher;

/** RSA as RDP does it: little-endian numbers, no padding scheme, 8 zero bytes at the end. */
public final class RsaText {
    static final int PADDING = 8;

    private RsaText() {}

    /**
     * Reads the rest of a Security Exchange PDU, from its length field on, and decrypts the
     * client's random: [MS-RDPBCGR] 2.2.1.10.1, 5.3.4.2.
     */
    public static byte[] clientRandom(WireReader in, RSAPrivateCrtKey key)
            throws ProtocolException {
        int bytes = (key.getModulus().bitLength() + 7) / 8;
        in.u32("length", bytes, bytes + PADDING);
        byte[] encrypted = in.bytes("encryptedClientRandom", bytes);
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key);
            return Arrays.copyOf(
                    reversed(cipher.doFinal(reversed(encrypted))), SessionKeys.RANDOM_SIZE);
        } catch (GeneralSecurityException notANumberBelowTheModulus) {
            throw in.refuse(bytes, new Reason.Forged("encryptedClientRandom"));
        }
    }

    static byte[] littleEndian(BigInteger number, int length) {
        byte[] bigEndian = number.toByteArray();
        byte[] result = new byte[length];
        for (int i = 0; i < length && i < bigEndian.length; i++) {
            result[i] = bigEndian[bigEndian.length - 1 - i];
        }
        return result;
    }

    static BigInteger number(byte[] littleEndian) {
        return new BigInteger(1, reversed(littleEndian));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }
}
