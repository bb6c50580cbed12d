package holdfast.server.tls;

/** A certificate cannot be used; the message says the thing, the reason and the remedy. */
public final class CertificateRefused extends Exception {
    private static final long serialVersionUID = 1L;

    CertificateRefused(String message) {
        super(message);
    }
}
