package holdfast.logon.pam;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The rules that Holdfast ships for its PAM service. */
public final class PamServiceFile {
    private static final Path FOLDER = Path.of("/etc/pam.d");

    private PamServiceFile() {}

    /** The text, for whoever wants to read it or install it by hand. */
    public static String text() {
        try (InputStream in = PamServiceFile.class.getResourceAsStream("holdfast.pam")) {
            if (in == null) {
                throw new IllegalStateException("holdfast.pam is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("holdfast.pam cannot be read", unreadable);
        }
    }

    /** Whether a service of this name has rules; without any, PAM's "other" would decide. */
    public static boolean installed(String service) {
        return !service.isEmpty()
                && service.indexOf('/') < 0
                && Files.exists(FOLDER.resolve(service));
    }

    /**
     * Installs the service; an existing file is the administrator's and stays.
     *
     * @return whether it was installed now
     */
    public static boolean install() throws IOException {
        return install(FOLDER);
    }

    static boolean install(Path folder) throws IOException {
        Path file = folder.resolve(PamLogons.SERVICE);
        if (Files.exists(file)) {
            return false;
        }
        Path next = Files.createTempFile(folder, PamLogons.SERVICE, ".new");
        try {
            Files.writeString(next, text(), StandardOpenOption.TRUNCATE_EXISTING);
            Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(next, file);
            return true;
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
