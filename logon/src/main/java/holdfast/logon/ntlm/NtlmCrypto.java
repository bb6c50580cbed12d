package holdfast.logon.ntlm;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

/** The functions of [MS-NLMP] 6, under the names it gives them. */
final class NtlmCrypto {
    private NtlmCrypto() {}

    static byte[] hmacMd5(byte[] key, byte[]... parts) {
        try {
            var mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(key, "HmacMD5"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("the JDK has no HMAC-MD5", missing);
        }
    }

    static byte[] md5(byte[]... parts) {
        try {
            var md5 = MessageDigest.getInstance("MD5");
            for (byte[] part : parts) {
                md5.update(part);
            }
            return md5.digest();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("the JDK has no MD5", missing);
        }
    }

    static byte[] rc4k(byte[] key, byte[] data) {
        byte[] out = new byte[data.length];
        rc4(key).processBytes(data, 0, data.length, out, 0);
        return out;
    }

    static RC4Engine rc4(byte[] key) {
        var engine = new RC4Engine();
        engine.init(true, new KeyParameter(key));
        return engine;
    }
}
