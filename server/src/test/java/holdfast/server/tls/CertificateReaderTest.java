package holdfast.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates as OpenSSL writes them. */
class CertificateReaderTest {
    @TempDir private Path folder;

    @BeforeEach
    void needsOpenSsl() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
    }

    @Test
    void readsPemWithAnRsaKeyInPkcs8AndInPkcs1() throws Exception {
        selfSigned("rsa:2048", "rsa");
        openssl("pkey", "-in", "rsa.key", "-traditional", "-out", "rsa1.key");

        var pkcs8 = CertificateReader.read(files("rsa.pem", "rsa.key"));
        var pkcs1 = CertificateReader.read(files("rsa.pem", "rsa1.key"));

        assertThat(Files.readString(file("rsa1.key"))).contains("BEGIN RSA PRIVATE KEY");
        assertThat(pkcs8.keyCorresponds()).isTrue();
        assertThat(pkcs1.key()).isEqualTo(pkcs8.key());
        assertThat(pkcs8.names()).containsExactly("rdp.example.org");
    }

    @Test
    void readsPemWithAnEcKeyInPkcs8AndInSec1() throws Exception {
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-out", "ec1.key");
        openssl("pkey", "-in", "ec1.key", "-out", "ec.key");
        openssl("req", "-x509", "-key", "ec.key", "-out", "ec.pem", "-subj", "/CN=ec.example.org");

        assertThat(CertificateReader.read(files("ec.pem", "ec1.key")).keyCorresponds()).isTrue();
        assertThat(CertificateReader.read(files("ec.pem", "ec.key")).keyCorresponds()).isTrue();
    }

    @Test
    void readsDerAndOneFileWithBoth() throws Exception {
        selfSigned("rsa:2048", "rsa");
        openssl("x509", "-in", "rsa.pem", "-outform", "DER", "-out", "rsa.crt");
        openssl("pkey", "-in", "rsa.key", "-outform", "DER", "-out", "rsa.der");
        Files.writeString(
                file("both.pem"),
                Files.readString(file("rsa.pem")) + Files.readString(file("rsa.key")));
        close("both.pem");

        assertThat(CertificateReader.read(files("rsa.crt", "rsa.der")).keyCorresponds()).isTrue();
        assertThat(CertificateReader.read(files("both.pem")).keyCorresponds()).isTrue();
    }

    @Test
    void readsPkcs12WithItsPasswordOnly() throws Exception {
        selfSigned("rsa:2048", "rsa");
        openssl(
                "pkcs12",
                "-export",
                "-inkey",
                "rsa.key",
                "-in",
                "rsa.pem",
                "-out",
                "rsa.p12",
                "-passout",
                "pass:opener");
        close("rsa.p12");

        assertThat(
                        CertificateReader.read(files("rsa.p12"), "opener".toCharArray())
                                .keyCorresponds())
                .isTrue();
        assertThat(refused("rsa.p12")).hasMessageContaining("--password-stdin");
    }

    @Test
    void ordersAChainThatStandsInAnyOrder() throws Exception {
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "ca.key",
                "-out",
                "ca.pem",
                "-subj",
                "/CN=Test CA");
        openssl(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "leaf.key",
                "-out",
                "leaf.csr",
                "-subj",
                "/CN=leaf");
        openssl(
                "x509",
                "-req",
                "-in",
                "leaf.csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-out",
                "leaf.pem");
        close("leaf.key");

        var read = CertificateReader.read(files("ca.pem", "leaf.pem", "leaf.key"));

        assertThat(read.chain()).hasSize(2);
        assertThat(read.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=leaf");
    }

    @Test
    void refusesAKeyOfAnotherCertificate() throws Exception {
        selfSigned("rsa:2048", "one");
        selfSigned("rsa:2048", "two");

        assertThat(refused("one.pem", "two.key"))
                .hasMessageContaining("does not correspond to the certificate");
    }

    @Test
    void refusesACertificateWithoutAKeyAndAKeyWithoutACertificate() throws Exception {
        selfSigned("rsa:2048", "rsa");

        assertThat(refused("rsa.pem")).hasMessageContaining("no private key");
        assertThat(refused("rsa.key")).hasMessageContaining("no certificate");
    }

    @Test
    void refusesAKeyThatIsOpenToOthers() throws Exception {
        selfSigned("rsa:2048", "rsa");
        Files.setPosixFilePermissions(
                file("rsa.key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(refused("rsa.pem", "rsa.key"))
                .hasMessageContaining("open to others")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void refusesAKeyWithAPassphraseAndSaysHowToTakeItOff() throws Exception {
        selfSigned("rsa:2048", "rsa");
        openssl(
                "pkey",
                "-in",
                "rsa.key",
                "-aes256",
                "-passout",
                "pass:secret",
                "-out",
                "locked.key");
        close("locked.key");

        assertThat(refused("rsa.pem", "locked.key")).hasMessageContaining("openssl pkey");
    }

    @Test
    void refusesWhatIsNotThereAndWhatIsNoCertificate() throws Exception {
        Files.writeString(file("text"), "hello");

        assertThat(refused("missing.pem")).hasMessageContaining("there is no such file");
        assertThat(refused("text")).hasMessageContaining("openssl can convert it to PEM");
    }

    private CertificateRefused refused(String... names) {
        return catchThrowableOfType(
                CertificateRefused.class, () -> CertificateReader.read(files(names)));
    }

    private void selfSigned(String key, String name) throws Exception {
        openssl(
                "req",
                "-x509",
                "-newkey",
                key,
                "-nodes",
                "-keyout",
                name + ".key",
                "-out",
                name + ".pem",
                "-days",
                "90",
                "-subj",
                "/CN=rdp.example.org");
        close(name + ".key");
    }

    private void close(String name) throws Exception {
        Files.setPosixFilePermissions(file(name), PosixFilePermissions.fromString("rw-------"));
    }

    private List<Path> files(String... names) {
        return List.of(names).stream().map(this::file).toList();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void openssl(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(file("openssl.log").toFile())
                        .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(file("openssl.log"))).isZero();
        for (Path made : Files.list(folder).toList()) {
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
