package holdfast.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir Path folder;

    @Test
    void theCertificateStaysTheSameFromStartToStart() throws Exception {
        String first = SelfSigned.in(folder, NOON).fingerprint();
        String second = SelfSigned.in(folder, NOON.plus(Duration.ofDays(365))).fingerprint();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void itIsReplacedBeforeItExpires() throws Exception {
        var first = SelfSigned.in(folder, NOON);
        Instant nearEnd = first.certificate().getNotAfter().toInstant().minus(Duration.ofDays(29));
        var second = SelfSigned.in(folder, nearEnd);
        assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());
        assertThat(second.certificate().getNotAfter().toInstant()).isAfter(nearEnd);
    }

    @Test
    void itsKeyIsTheServersAlone() throws Exception {
        SelfSigned.in(folder, NOON);
        assertThat(Files.getPosixFilePermissions(folder.resolve("certificate.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aKeyOfAnotherCertificateDoesNotCorrespond(@TempDir Path elsewhere) throws Exception {
        var one = SelfSigned.in(folder, NOON);
        var other = SelfSigned.in(elsewhere, NOON);
        assertThat(one.keyCorresponds()).isTrue();
        assertThat(new ServerCertificate(one.chain(), other.key()).keyCorresponds()).isFalse();
    }
}
