package holdfast.protocol.security;

import holdfast.protocol.wire.WireWriter;

/** TS_SECURITY_HEADER1: a MAC of 8 bytes, then RC4. */
final class Rc4Sealer implements Sealer {
    private final Rc4Key key;

    Rc4Sealer(EncryptionMethod method, byte[] mac, byte[] key) {
        this.key = new Rc4Key(method, mac, key);
    }

    @Override
    public int sealedLength(int length) {
        return Rc4Key.MAC_SIZE + length;
    }

    @Override
    public void seal(byte[] plain, int offset, int length, boolean salted, WireWriter out) {
        out.bytes(key.mac(plain, offset, length, salted, 0));
        int at = out.size();
        out.bytes(plain, offset, length);
        key.apply(out.array(), at, length);
    }
}
