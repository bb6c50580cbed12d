package holdfast.protocol.security;

import holdfast.protocol.wire.WireWriter;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** The RC4 stream of one direction with its MACs and its key update: [MS-RDPBCGR] 5.3.6, 5.3.7. */
final class Rc4Key {
    /** 5.3.7: the key changes after so many PDUs. */
    static final int PDUS_PER_KEY = 4096;

    static final int MAC_SIZE = 8;
    private static final byte[] PAD_1 = filled(40, 0x36);
    private static final byte[] PAD_2 = filled(48, 0x5C);

    private final EncryptionMethod method;
    private final byte[] mac;
    private final byte[] initial;
    private byte[] current;
    private Cipher cipher;
    private int uses;
    private int total;

    Rc4Key(EncryptionMethod method, byte[] mac, byte[] key) {
        this.method = method;
        this.mac = mac;
        this.initial = key;
        this.current = key;
        this.cipher = rc4(key);
    }

    /** Encrypts or decrypts one whole PDU in place. */
    void apply(byte[] data, int offset, int length) {
        if (uses == PDUS_PER_KEY) {
            update();
        }
        try {
            cipher.update(data, offset, length, data, offset);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("RC4 in place", impossible);
        }
        uses++;
        total++;
    }

    /**
     * The MAC of the PDU that {@link #apply} was called for {@code back} calls ago; 0 for the next.
     * The count in salted MACs goes on over key updates.
     */
    byte[] mac(byte[] data, int offset, int length, boolean salted, int back) {
        byte[] covered = Arrays.copyOfRange(data, offset, offset + length);
        byte[] count = salted ? le32(total - back) : new byte[0];
        byte[] inner = Digests.sha1(mac, PAD_1, le32(length), covered, count);
        return Arrays.copyOf(Digests.md5(mac, PAD_2, inner), MAC_SIZE);
    }

    private void update() {
        byte[] inner = Digests.sha1(initial, PAD_1, current);
        byte[] temporary = Arrays.copyOf(Digests.md5(initial, PAD_2, inner), initial.length);
        byte[] next = rc4(temporary).update(temporary);
        current = SessionKeys.weaken(method, next);
        cipher = rc4(current);
        uses = 0;
    }

    private static Cipher rc4(byte[] key) {
        try {
            Cipher cipher = Cipher.getInstance("ARCFOUR");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
            return cipher;
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("The JDK lacks RC4", absent);
        }
    }

    private static byte[] le32(int value) {
        return new WireWriter(4).u32(value).toByteArray();
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
