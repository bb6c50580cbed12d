package holdfast.server.tls;

import holdfast.settings.SecuritySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which certificate a connection shows: the files that the settings name, else one of the folder by
 * thumbprint, else one by name, else the one that the server made itself. What cannot be used is
 * passed over and named, as Windows does with event 1051.
 *
 * @param files where it was read; what to look at for changes
 * @param problems why something stronger was passed over
 */
public record ChosenCertificate(
        ServerCertificate certificate, Source source, List<Path> files, List<String> problems) {
    /** Who chose it; Windows' {@code SSLCertificateSHA1HashType} has the same. */
    public enum Source {
        FILES("the files of certificate.files"),
        THUMBPRINT("the thumbprint of certificate.sha1"),
        NAME("the name of certificate.template"),
        SELF_SIGNED("made by the server itself");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** Where certificates are. */
    public record Folders(Path data, Path config) {
        Path inConfig(String name) {
            return config.resolve(name);
        }
    }

    /** Chooses, and makes a self-signed certificate where nothing else can be used. */
    public static ChosenCertificate of(SecuritySettings security, Folders folders, Instant now)
            throws IOException, GeneralSecurityException {
        var problems = new ArrayList<String>();
        Optional<ChosenCertificate> given = given(security, folders, problems);
        if (given.isPresent()) {
            return given.get();
        }
        return new ChosenCertificate(
                SelfSigned.in(folders.data(), now),
                Source.SELF_SIGNED,
                SelfSigned.files(folders.data()),
                List.copyOf(problems));
    }

    /** What the settings choose; empty where they choose nothing that can be used. */
    public static Optional<ChosenCertificate> given(
            SecuritySettings security, Folders folders, List<String> problems) {
        if (!security.certificateFiles().isEmpty()) {
            List<Path> files = security.certificateFiles().stream().map(folders::inConfig).toList();
            try {
                return Optional.of(
                        new ChosenCertificate(
                                CertificateReader.read(files), Source.FILES, files, List.of()));
            } catch (CertificateRefused e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        if (!security.certificateSha1().isEmpty()) {
            String thumbprint = security.certificateSha1();
            var found =
                    inFolder(security, folders, problems).stream()
                            .filter(one ->
                                    one.certificate()
                                            .fingerprint("SHA-1")
                                            .replace(":", "")
                                            .equalsIgnoreCase(thumbprint))
                            .findFirst();
            if (found.isPresent()) {
                return found.map(one -> one.by(Source.THUMBPRINT, problems));
            }
            problems.add(
                    "certificate "
                            + thumbprint
                            + ": no usable certificate with this thumbprint is in the folder "
                            + shown(security)
                            + ": put it there with its key, or holdfast certificate use FILE");
        }
        if (!security.certificateName().isEmpty()) {
            String name = security.certificateName();
            var found =
                    inFolder(security, folders, problems).stream()
                            .filter(one -> one.isCalled(name))
                            .findFirst();
            if (found.isPresent()) {
                return found.map(one -> one.by(Source.NAME, problems));
            }
            problems.add(
                    "certificate \""
                            + name
                            + "\": no usable certificate of this name is in the folder "
                            + shown(security)
                            + ": put it there with its key, or holdfast certificate use FILE");
        }
        return Optional.empty();
    }

    private ChosenCertificate by(Source chooser, List<String> passedOver) {
        return new ChosenCertificate(certificate, chooser, files, List.copyOf(passedOver));
    }

    private boolean isCalled(String name) {
        String file = files.getFirst().getFileName().toString();
        int dot = file.lastIndexOf('.');
        String plain = dot > 0 ? file.substring(0, dot) : file;
        return plain.equalsIgnoreCase(name)
                || certificate.names().stream().anyMatch(name::equalsIgnoreCase);
    }

    private static String shown(SecuritySettings security) {
        return security.certificateFolder().isEmpty()
                ? "(certificate.folder is not set)"
                : security.certificateFolder();
    }

    /**
     * Every file of the folder that has a certificate, with a {@code .key} of its name beside it.
     */
    private static List<ChosenCertificate> inFolder(
            SecuritySettings security, Folders folders, List<String> problems) {
        if (security.certificateFolder().isEmpty()) {
            return List.of();
        }
        Path folder = folders.inConfig(security.certificateFolder());
        var found = new ArrayList<ChosenCertificate>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(ChosenCertificate::mayHold).sorted().toList()) {
                List<Path> together = withKey(file);
                try {
                    found.add(
                            new ChosenCertificate(
                                    CertificateReader.read(together),
                                    Source.NAME,
                                    together,
                                    List.of()));
                } catch (CertificateRefused e) {
                    problems.add(String.valueOf(e.getMessage()));
                }
            }
        } catch (IOException e) {
            problems.add(
                    "certificate.folder "
                            + folder
                            + ": it cannot be read ("
                            + e.getMessage()
                            + "): check its name and mode");
        }
        return found;
    }

    private static boolean mayHold(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file)
                && Stream.of(".pem", ".crt", ".cer", ".p12", ".pfx").anyMatch(name::endsWith);
    }

    private static List<Path> withKey(Path file) {
        String name = file.getFileName().toString();
        Path key = file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".key");
        return Files.isRegularFile(key) ? List.of(file, key) : List.of(file);
    }
}
