package holdfast.server.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Locale;

/**
 * A certificate with chain and key as one PEM file of the owner's, where a password is in the way.
 */
public final class CertificateCopy {
    private CertificateCopy() {}

    /** Writes {@code folder/CONNECTION.pem} and returns it. */
    public static Path write(ServerCertificate certificate, Path folder, String connection)
            throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var pem = new StringBuilder();
        certificate.encodedChain().forEach(der -> add(pem, "CERTIFICATE", der));
        add(pem, "PRIVATE KEY", certificate.key().getEncoded());
        Path file =
                folder.resolve(
                        connection.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "_")
                                + ".pem");
        SecretFile.write(file, pem.toString().getBytes(StandardCharsets.US_ASCII));
        return file;
    }

    private static void add(StringBuilder pem, String label, byte[] der) {
        pem.append("-----BEGIN ")
                .append(label)
                .append("-----\n")
                .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der))
                .append("\n-----END ")
                .append(label)
                .append("-----\n");
    }
}
