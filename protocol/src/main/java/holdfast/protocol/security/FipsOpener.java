package holdfast.protocol.security;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;

/** The other side of {@link FipsSealer}. */
final class FipsOpener implements Opener {
    private final FipsKey key;

    FipsOpener(byte[] mac, byte[] key) {
        this.key = new FipsKey(Cipher.DECRYPT_MODE, mac, key);
    }

    @Override
    public byte[] open(WireReader in, boolean salted) throws ProtocolException {
        in.u16("length", FipsKey.HEADER_LENGTH, FipsKey.HEADER_LENGTH);
        in.u8("version", FipsKey.VERSION, FipsKey.VERSION);
        int padding = in.u8("padlen", 0, FipsKey.BLOCK - 1);
        byte[] claimed = in.bytes("dataSignature", FipsKey.MAC_SIZE);
        int size = in.remaining();
        if (size % FipsKey.BLOCK != 0 || size < padding) {
            throw in.refuse(0, new Reason.Unknown("length of the encrypted data", size));
        }
        byte[] data = in.rest();
        key.apply(data, 0, data.length);
        int length = data.length - padding;
        if (!MessageDigest.isEqual(claimed, key.nextMac(data, 0, length))) {
            throw in.refuse(0, new Reason.Forged("dataSignature"));
        }
        return Arrays.copyOf(data, length);
    }
}
