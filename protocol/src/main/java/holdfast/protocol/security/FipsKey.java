package holdfast.protocol.security;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Triple DES in CBC mode over the whole life of one direction (the last block of a PDU is the next
 * one's initialization vector), and HMAC-SHA-1: [MS-RDPBCGR] 5.3.6.2. The key never changes.
 */
final class FipsKey {
    static final int BLOCK = 8;
    static final int MAC_SIZE = 8;

    /** TS_SECURITY_HEADER2.length: the size of its header. */
    static final int HEADER_LENGTH = 0x10;

    static final int VERSION = 1;
    private static final byte[] INITIAL_VECTOR = {
        0x12, 0x34, 0x56, 0x78, (byte) 0x90, (byte) 0xAB, (byte) 0xCD, (byte) 0xEF
    };

    private final Cipher cipher;
    private final Mac mac;
    private int count;

    FipsKey(int mode, byte[] macKey, byte[] key) {
        try {
            cipher = Cipher.getInstance("DESede/CBC/NoPadding");
            cipher.init(
                    mode, new SecretKeySpec(key, "DESede"), new IvParameterSpec(INITIAL_VECTOR));
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(macKey, "HmacSHA1"));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("The JDK lacks Triple DES or HMAC-SHA-1", absent);
        }
    }

    /** Whole blocks, in place. */
    void apply(byte[] data, int offset, int length) {
        try {
            cipher.update(data, offset, length, data, offset);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Triple DES in place", impossible);
        }
    }

    /** The MAC of this direction's next PDU. */
    byte[] nextMac(byte[] data, int offset, int length) {
        mac.update(data, offset, length);
        mac.update(
                new byte[] {
                    (byte) count, (byte) (count >> 8), (byte) (count >> 16), (byte) (count >> 24)
                });
        count++;
        return Arrays.copyOf(mac.doFinal(), MAC_SIZE);
    }
}
