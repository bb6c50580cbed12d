package holdfast.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.sessions.record.EventKind;
import holdfast.settings.Configuration;
import holdfast.settings.EncryptionLevel;
import holdfast.settings.Scope;
import holdfast.settings.files.SettingStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What connections show, as settings, files and time go on. */
class CertificatesTest {
    @TempDir private Path data;
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private SettingStore store;
    private ChosenCertificate.Folders folders;

    @BeforeEach
    void makeFolders() {
        Path config = data.resolve("config");
        store = SettingStore.in(config, InstantSource.system());
        folders = new ChosenCertificate.Folders(data, config);
    }

    @Test
    void theSelfSignedOneStaysFromStartToStartAndIsReplacedBeforeItExpires() throws Exception {
        String first = certificates().of("rdp-tcp").certificate().fingerprint();
        Certificates second = certificates();
        assertThat(second.of("rdp-tcp").certificate().fingerprint()).isEqualTo(first);

        now = now.plus(Duration.ofDays(5 * 365 - 29));
        second.refresh(settings());

        assertThat(kinds(second)).containsExactly(EventKind.CERTIFICATE_CHANGED);
        assertThat(second.of("rdp-tcp").certificate().fingerprint()).isNotEqualTo(first);
        assertThat(second.of("rdp-tcp").certificate().keyCorresponds()).isTrue();
    }

    @Test
    void everyConnectionShowsItsOwn() throws Exception {
        Path other = copyOfAnother("other");
        store.addConnection(
                "inside",
                Map.of("PortNumber", "3390", "certificate.files", other.toString()),
                false);

        Certificates certificates = certificates();

        assertThat(certificates.of("inside").chosen().source())
                .isEqualTo(ChosenCertificate.Source.FILES);
        assertThat(certificates.of("RDP-Tcp").chosen().source())
                .isEqualTo(ChosenCertificate.Source.SELF_SIGNED);
        assertThat(certificates.of("inside").certificate().fingerprint())
                .isNotEqualTo(certificates.of("rdp-tcp").certificate().fingerprint());
    }

    @Test
    void aFileThatWasReplacedIsTakenUpAndTheOldOneStaysWithWhoHasIt() throws Exception {
        Path file = copyOfAnother("first");
        store.set("certificate.files", file.toString(), Scope.MACHINE, false);
        Certificates certificates = certificates();
        Certificates.Serving before = certificates.of("rdp-tcp");
        certificates.refresh(settings());
        assertThat(certificates.takeNews()).isEmpty();
        assertThat(certificates.of("rdp-tcp")).isSameAs(before);

        Files.move(
                copyOfAnother("second"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        certificates.refresh(settings());
        assertThat(kinds(certificates)).containsExactly(EventKind.CERTIFICATE_CHANGED);
        assertThat(certificates.of("rdp-tcp").certificate().fingerprint())
                .isNotEqualTo(before.certificate().fingerprint());
        assertThat(before.certificate().keyCorresponds()).isTrue();
    }

    @Test
    void whatCannotBeUsedIsPassedOverAndNamedAndTakenUpWhenItIsMended() throws Exception {
        store.set("certificate.files", data.resolve("later.pem").toString(), Scope.MACHINE, false);
        Certificates certificates = certificates();
        assertThat(certificates.of("rdp-tcp").chosen().source())
                .isEqualTo(ChosenCertificate.Source.SELF_SIGNED);
        assertThat(certificates.of("rdp-tcp").chosen().problems())
                .singleElement()
                .asString()
                .contains("there is no such file");
        assertThat(kinds(certificates)).containsExactly(EventKind.CERTIFICATE_UNUSABLE);

        Files.move(copyOfAnother("made"), data.resolve("later.pem"));
        certificates.refresh(settings());

        assertThat(certificates.of("rdp-tcp").chosen().source())
                .isEqualTo(ChosenCertificate.Source.FILES);
    }

    @Test
    void aCertificateNearsItsEndOnceAndIsPastItOnce() throws Exception {
        store.set("certificate.files", copyOfAnother("aging").toString(), Scope.MACHINE, false);
        Certificates certificates = certificates();
        assertThat(certificates.takeNews()).isEmpty();

        now = now.plus(Duration.ofDays(5 * 365 - 29));
        certificates.refresh(settings());
        certificates.refresh(settings());
        assertThat(kinds(certificates)).containsExactly(EventKind.CERTIFICATE_EXPIRES);

        now = now.plus(Duration.ofDays(30));
        certificates.refresh(settings());
        certificates.refresh(settings());
        assertThat(kinds(certificates)).containsExactly(EventKind.CERTIFICATE_EXPIRED);
    }

    @Test
    void aPairThatContradictsItselfIsCorrectedAndTold() throws Exception {
        Certificates certificates = certificates();
        Path file = data.resolve("config").resolve("settings.toml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "[machine]\nMinEncryptionLevel = 1\n[policy]\nSecurityLayer = 2\n");

        certificates.refresh(settings());
        certificates.refresh(settings());

        assertThat(kinds(certificates)).containsExactly(EventKind.SECURITY_CORRECTED);
        assertThat(certificates.of("rdp-tcp").level()).isEqualTo(EncryptionLevel.CLIENT_COMPATIBLE);
    }

    @Test
    void findsByThumbprintAndByNameInAFolder() throws Exception {
        Path file = copyOfAnother("portal");
        Path shelf = Files.createDirectories(data.resolve("shelf"));
        Files.move(file, shelf.resolve("portal.pem"));
        String thumbprint =
                CertificateReader.read(List.of(shelf.resolve("portal.pem")))
                        .fingerprint("SHA-1")
                        .replace(":", "");
        store.set("certificate.folder", shelf.toString(), Scope.MACHINE, false);
        store.set("CertTemplateName", "portal", Scope.POLICY, false);
        assertThat(certificates().of("rdp-tcp").chosen().source())
                .isEqualTo(ChosenCertificate.Source.NAME);

        store.set("SSLCertificateSHA1Hash", thumbprint, new Scope.Connection("rdp-tcp"), false);

        assertThat(certificates().of("rdp-tcp").chosen().source())
                .isEqualTo(ChosenCertificate.Source.THUMBPRINT);
    }

    @Test
    void theLevelConstrainsTheSuites() throws Exception {
        store.set("MinEncryptionLevel", "fips", new Scope.Connection("rdp-tcp"), false);
        var handler = certificates().of("rdp-tcp").tls().handler();
        var engine = handler.engine();

        assertThat(engine.getEnabledCipherSuites())
                .contains("TLS_AES_256_GCM_SHA384")
                .noneMatch(suite -> suite.contains("CHACHA20") || suite.endsWith("_SHA"));
        assertThat(engine.getSSLParameters().getNamedGroups())
                .contains("secp256r1")
                .doesNotContain("x25519");
        assertThat(TlsSuites.of(EncryptionLevel.HIGH, Optional.empty()).suites())
                .isNotEmpty()
                .noneMatch(suite -> suite.contains("3DES") || suite.contains("RC4"));
    }

    @Test
    void theFipsSwitchRulesOverTheConnection() throws Exception {
        store.set("MinEncryptionLevel", "high", new Scope.Connection("rdp-tcp"), false);
        store.set("FIPSAlgorithmPolicy", "1", Scope.MACHINE, false);

        assertThat(certificates().of("rdp-tcp").level()).isEqualTo(EncryptionLevel.FIPS);
    }

    private Certificates certificates() throws Exception {
        return new Certificates(folders, settings(), Runnable::run, () -> now);
    }

    private static List<EventKind> kinds(Certificates certificates) {
        return certificates.takeNews().stream().map(CertificateNews::kind).toList();
    }

    private Configuration settings() throws Exception {
        return store.configuration();
    }

    /** A PEM file with another certificate and its key. */
    private Path copyOfAnother(String name) throws Exception {
        Path elsewhere = Files.createDirectories(data.resolve("made-" + name));
        return CertificateCopy.write(SelfSigned.in(elsewhere, now), elsewhere, name);
    }
}
