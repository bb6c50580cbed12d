package holdfast.server.tls;

import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an administrator looks for on a certificate.
 *
 * @param chain subjects from the certificate to the last issuer that is there
 * @param use what it may be used for; empty where it says nothing
 * @param keyCorresponds whether a signature of the private key was verified
 * @param warnings what clients will stumble over
 */
public record CertificateDetails(
        String subject,
        String issuer,
        List<String> names,
        String serial,
        Instant validFrom,
        Instant validUntil,
        String key,
        List<String> chain,
        String sha1,
        String sha256,
        List<String> use,
        boolean keyCorresponds,
        List<String> warnings) {
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String REMOTE_DESKTOP = "1.3.6.1.4.1.311.54.1.2";
    private static final String ANY_USE = "2.5.29.37.0";

    public static CertificateDetails of(ServerCertificate shown, Instant now) {
        X509Certificate certificate = shown.certificate();
        List<String> use = use(certificate);
        return new CertificateDetails(
                certificate.getSubjectX500Principal().toString(),
                certificate.getIssuerX500Principal().toString(),
                shown.names(),
                certificate.getSerialNumber().toString(16),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                key(certificate.getPublicKey()),
                shown.chain().stream()
                        .map(one -> one.getSubjectX500Principal().toString())
                        .toList(),
                shown.fingerprint("SHA-1"),
                shown.fingerprint("SHA-256"),
                use.stream().map(CertificateDetails::words).toList(),
                shown.keyCorresponds(),
                warnings(shown, use, now));
    }

    /** Whether clients would refuse it for its dates. */
    public boolean outOfDate(Instant now) {
        return now.isAfter(validUntil) || now.isBefore(validFrom);
    }

    private static List<String> warnings(ServerCertificate shown, List<String> use, Instant now) {
        var warnings = new ArrayList<String>();
        X509Certificate certificate = shown.certificate();
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            warnings.add("it expired " + certificate.getNotAfter().toInstant());
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            warnings.add("it is not valid before " + certificate.getNotBefore().toInstant());
        }
        if (!use.isEmpty()
                && !use.contains(SERVER_AUTHENTICATION)
                && !use.contains(REMOTE_DESKTOP)
                && !use.contains(ANY_USE)) {
            warnings.add("it is not meant for server authentication: clients will refuse it");
        }
        if (shown.selfSigned()) {
            warnings.add(
                    "it is self-signed: clients ask once, or compare its fingerprint, instead of"
                            + " trusting an authority");
        }
        return List.copyOf(warnings);
    }

    private static List<String> use(X509Certificate certificate) {
        try {
            List<String> use = certificate.getExtendedKeyUsage();
            return use == null ? List.of() : use;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static String words(String use) {
        return switch (use) {
            case SERVER_AUTHENTICATION -> "server authentication";
            case REMOTE_DESKTOP -> "Remote Desktop authentication";
            case "1.3.6.1.5.5.7.3.2" -> "client authentication";
            case ANY_USE -> "any";
            default -> use;
        };
    }

    private static String key(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> "RSA " + rsa.getModulus().bitLength() + " bits";
            case ECPublicKey ec ->
                    "EC " + ec.getParams().getCurve().getField().getFieldSize() + " bits";
            default -> key.getAlgorithm();
        };
    }
}
