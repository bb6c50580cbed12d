package holdfast.server.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate a server makes for itself: RSA 2048, so that standard RDP security can show the
 * same one, kept in {@code certificate.pem} and {@code certificate.key}. It stays the same from
 * start to start, because clients remember its fingerprint, and is replaced 30 days before it
 * expires.
 */
public final class SelfSigned {
    private static final Duration LIFETIME = Duration.ofDays(5 * 365);

    private static final String CERTIFICATE = "certificate.pem";
    private static final String KEY = "certificate.key";

    private SelfSigned() {}

    /**
     * Reads the certificate of {@code folder}, or makes one where none is or it is about to expire.
     */
    public static ServerCertificate in(Path folder, Instant now)
            throws IOException, GeneralSecurityException {
        Optional<ServerCertificate> kept = kept(folder);
        if (kept.isPresent() && !isDue(kept.get(), now) && kept.get().keyCorresponds()) {
            return kept.get();
        }
        return renew(folder, now);
    }

    /** The certificate that is there, whatever its state. */
    public static Optional<ServerCertificate> kept(Path folder)
            throws IOException, GeneralSecurityException {
        Path certificateFile = folder.resolve(CERTIFICATE);
        Path keyFile = folder.resolve(KEY);
        return Files.exists(certificateFile) && Files.exists(keyFile)
                ? Optional.of(read(certificateFile, keyFile))
                : Optional.empty();
    }

    /** Whether it is to be replaced, so that no client ever sees it expired. */
    public static boolean isDue(ServerCertificate certificate, Instant now) {
        return Expiry.of(certificate, now) != Expiry.FAR;
    }

    /** The files of the certificate and its key. */
    static List<Path> files(Path folder) {
        return List.of(folder.resolve(CERTIFICATE), folder.resolve(KEY));
    }

    /** Makes a new certificate in the place of the one that is there. */
    public static ServerCertificate renew(Path folder, Instant now)
            throws IOException, GeneralSecurityException {
        Path certificateFile = folder.resolve(CERTIFICATE);
        Path keyFile = folder.resolve(KEY);
        var made = make(now);
        SecretFile.write(keyFile, pem("PRIVATE KEY", made.key().getEncoded()));
        SecretFile.write(certificateFile, pem("CERTIFICATE", made.certificate().getEncoded()));
        return made;
    }

    private static ServerCertificate read(Path certificateFile, Path keyFile)
            throws IOException, GeneralSecurityException {
        X509Certificate certificate;
        try (var in = Files.newInputStream(certificateFile)) {
            certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        String text = Files.readString(keyFile, StandardCharsets.US_ASCII);
        byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
        PrivateKey key =
                KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        return new ServerCertificate(List.of(certificate), key);
    }

    private static ServerCertificate make(Instant now)
            throws GeneralSecurityException, IOException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        var name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, hostName()).build();
        var builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(127, new SecureRandom()).setBit(126),
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(LIFETIME)),
                        name,
                        pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, hostName())));
        try {
            var signer = new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate());
            byte[] encoded = builder.build(signer).getEncoded();
            var certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new java.io.ByteArrayInputStream(encoded));
            return new ServerCertificate(List.of(certificate), pair.getPrivate());
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("the self-signed certificate cannot be signed", e);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static byte[] pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
