package holdfast.server.desktop;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose session each desktop is, in a file per desktop: the session directory can be made again
 * from these when it is lost. Safe for all threads.
 */
public final class SessionLabels {
    private static final Logger log = LoggerFactory.getLogger(SessionLabels.class);
    private static final String SUFFIX = ".label";
    private static final int LARGEST = 4096;

    private final Path folder;

    /**
     * @param folder the server's own, there already
     */
    public SessionLabels(Path folder) {
        this.folder = folder;
    }

    /** What a desktop itself does not know of its session. */
    record Label(int session, String user, String osUser, String connection) {}

    /** Written before the desktop starts, so that no desktop lives without one. */
    void write(String key, Label label) throws IOException {
        var fields = new Properties();
        fields.setProperty("session", Integer.toString(label.session()));
        fields.setProperty("user", label.user());
        fields.setProperty("os-user", label.osUser());
        fields.setProperty("connection", label.connection());
        var text = new StringWriter();
        fields.store(text, null);
        Path draft = folder.resolve(key + ".draft");
        Files.deleteIfExists(draft);
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text.toString(), StandardOpenOption.WRITE);
        Files.move(draft, file(key), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Empty when there is none, or none that can be read. */
    Optional<Label> read(String key) {
        var fields = new Properties();
        try {
            if (!Files.exists(file(key)) || Files.size(file(key)) > LARGEST) {
                return Optional.empty();
            }
            fields.load(new StringReader(Files.readString(file(key))));
            return Optional.of(
                    new Label(
                            Integer.parseInt(fields.getProperty("session", "")),
                            fields.getProperty("user", ""),
                            fields.getProperty("os-user", ""),
                            fields.getProperty("connection", "")));
        } catch (IOException | IllegalArgumentException e) {
            log.atWarn()
                    .addKeyValue("file", file(key))
                    .addKeyValue("why", e.toString())
                    .log("A session's label cannot be read");
            return Optional.empty();
        }
    }

    void delete(String key) {
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("file", file(key))
                    .addKeyValue("why", e.toString())
                    .log("A session's label stays behind");
        }
    }

    private Path file(String key) {
        return folder.resolve(key + SUFFIX);
    }
}
