package holdfast.server.tls;

import java.time.Duration;
import java.time.Instant;

/** How near a certificate is to its end. */
enum Expiry {
    FAR,
    /** Time to replace it: within 30 days. */
    NEAR,
    PAST;

    private static final Duration NEARNESS = Duration.ofDays(30);

    static Expiry of(ServerCertificate certificate, Instant now) {
        Instant end = certificate.certificate().getNotAfter().toInstant();
        if (now.isAfter(end)) {
            return PAST;
        }
        return now.isBefore(end.minus(NEARNESS)) ? FAR : NEAR;
    }
}
