package holdfast.logon.ntlm;

import holdfast.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Locale;

/** MsvAvChannelBindings for a TLS server's certificate: tls-server-end-point of RFC 5929 4. */
public final class ChannelBindings {
    private ChannelBindings() {}

    /** MD5 over gss_channel_bindings_struct ([MS-NLMP] 2.2.2.1) with no addresses. */
    public static byte[] of(X509Certificate certificate) throws CertificateEncodingException {
        byte[] prefix = "tls-server-end-point:".getBytes(StandardCharsets.US_ASCII);
        byte[] hash = digest(certificate).digest(certificate.getEncoded());
        byte[] bindings =
                new WireWriter()
                        .zeros(16) // Initiator's and acceptor's address: type and length of each.
                        .u32(prefix.length + hash.length)
                        .bytes(prefix)
                        .bytes(hash)
                        .toByteArray();
        return NtlmCrypto.md5(bindings);
    }

    /** The signature's own hash, or SHA-256 where that is MD5 or SHA-1 or there is none. */
    private static MessageDigest digest(X509Certificate certificate) {
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        String name =
                signature.startsWith("SHA384")
                        ? "SHA-384"
                        : signature.startsWith("SHA512") ? "SHA-512" : "SHA-256";
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("the JDK has no " + name, missing);
        }
    }
}
