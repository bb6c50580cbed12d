package holdfast.server.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * What a listener shows to clients, with the key behind it.
 *
 * @param chain the server's own certificate first
 */
public record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
    private static final byte[] PROBE =
            "holdfast: does this key fit?".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /**
     * Whether the private key corresponds to the certificate: proven by a signature, not assumed.
     */
    public boolean keyCorresponds() {
        String algorithm =
                key.getAlgorithm().equals("EC")
                        ? "SHA256withECDSA"
                        : "SHA256with" + key.getAlgorithm();
        try {
            var signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            var verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate().getPublicKey());
            verifier.update(PROBE);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** SHA-256 over the certificate, as clients show it. */
    public String fingerprint() {
        return fingerprint("SHA-256");
    }

    /** A digest over the certificate, its bytes parted by colons. */
    public String fingerprint(String digest) {
        try {
            byte[] bytes = MessageDigest.getInstance(digest).digest(certificate().getEncoded());
            return HexFormat.ofDelimiter(":").formatHex(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the server signed it itself, so that clients cannot know who vouches for it. */
    public boolean selfSigned() {
        return certificate()
                .getSubjectX500Principal()
                .equals(certificate().getIssuerX500Principal());
    }

    /** What it is for: the common name of its subject, then its alternative names. */
    public List<String> names() {
        var names = new LinkedHashSet<String>();
        try {
            for (Rdn part :
                    new LdapName(certificate().getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    names.add(part.getValue().toString());
                }
            }
            Collection<List<?>> alternatives = certificate().getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> one : alternatives) {
                    if (one.get(1) instanceof String name) {
                        names.add(name);
                    }
                }
            }
        } catch (InvalidNameException | CertificateParsingException e) {
            // A subject that nobody can read is no name.
        }
        return List.copyOf(names);
    }

    /** The chain in DER, for the X.509 form of standard RDP security. */
    public List<byte[]> encodedChain() {
        return chain.stream().map(ServerCertificate::der).toList();
    }

    @Override
    public String toString() {
        return "ServerCertificate[" + certificate().getSubjectX500Principal() + "]";
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
