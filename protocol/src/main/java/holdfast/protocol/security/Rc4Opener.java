package holdfast.protocol.security;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.security.MessageDigest;

/** The other side of {@link Rc4Sealer}. */
final class Rc4Opener implements Opener {
    private final Rc4Key key;

    Rc4Opener(EncryptionMethod method, byte[] mac, byte[] key) {
        this.key = new Rc4Key(method, mac, key);
    }

    @Override
    public byte[] open(WireReader in, boolean salted) throws ProtocolException {
        byte[] claimed = in.bytes("dataSignature", Rc4Key.MAC_SIZE);
        byte[] data = in.rest();
        key.apply(data, 0, data.length);
        if (!MessageDigest.isEqual(claimed, key.mac(data, 0, data.length, salted, 1))) {
            throw in.refuse(0, new Reason.Forged("dataSignature"));
        }
        return data;
    }
}
