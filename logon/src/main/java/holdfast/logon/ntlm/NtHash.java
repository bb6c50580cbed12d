package holdfast.logon.ntlm;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.MD4Digest;

/** NTOWFv1 of [MS-NLMP] 3.3.1: MD4 over the password in UTF-16LE. */
public final class NtHash {
    public static final int LENGTH = 16;

    private NtHash() {}

    /** The caller wipes the result, and its password. */
    public static byte[] of(char[] password) {
        CharSequence text = CharBuffer.wrap(password);
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            text = Normalizer.normalize(text, Normalizer.Form.NFC);
        }
        ByteBuffer utf16 = StandardCharsets.UTF_16LE.encode(CharBuffer.wrap(text));
        var md4 = new MD4Digest();
        md4.update(utf16.array(), utf16.arrayOffset(), utf16.remaining());
        byte[] hash = new byte[LENGTH];
        md4.doFinal(hash, 0);
        Arrays.fill(utf16.array(), (byte) 0);
        return hash;
    }
}
