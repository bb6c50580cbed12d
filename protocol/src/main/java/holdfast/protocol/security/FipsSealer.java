package holdfast.protocol.security;

import holdfast.protocol.wire.WireWriter;
import javax.crypto.Cipher;

/** TS_SECURITY_HEADER2: FIPS information, a MAC of 8 bytes, then padded Triple DES. */
final class FipsSealer implements Sealer {
    private final FipsKey key;

    FipsSealer(byte[] mac, byte[] key) {
        this.key = new FipsKey(Cipher.ENCRYPT_MODE, mac, key);
    }

    @Override
    public int sealedLength(int length) {
        return 4 + FipsKey.MAC_SIZE + length + padding(length);
    }

    @Override
    public void seal(byte[] plain, int offset, int length, boolean salted, WireWriter out) {
        int padding = padding(length);
        out.u16(FipsKey.HEADER_LENGTH).u8(FipsKey.VERSION).u8(padding);
        out.bytes(key.nextMac(plain, offset, length));
        int at = out.size();
        out.bytes(plain, offset, length).zeros(padding);
        key.apply(out.array(), at, length + padding);
    }

    private static int padding(int length) {
        return -length & FipsKey.BLOCK - 1;
    }
}
