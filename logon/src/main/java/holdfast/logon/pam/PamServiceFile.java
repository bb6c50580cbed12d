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

    public static boolean installed() {
        return Files.exists(FOLDER.resolve(PamLogons.SERVICE));
    }

    /** Installs the service; an existing file is the administrator's and stays. */
    public static void install() throws IOException {
        install(FOLDER);
    }

    static void install(Path folder) throws IOException {
        Path file = folder.resolve(PamLogons.SERVICE);
        if (Files.exists(file)) {
            return;
        }
        Path next = Files.createTempFile(folder, PamLogons.SERVICE, ".new");
        try {
            Files.writeString(next, text(), StandardOpenOption.TRUNCATE_EXISTING);
            Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(next, file);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
