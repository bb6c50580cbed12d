package holdfast.settings.files;

import holdfast.settings.Configuration;
import holdfast.settings.SettingsDocument;
import holdfast.settings.SettingsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The configuration of a running server: what the folder said when it was last read without fault.
 * Safe for many threads; listeners are told by the thread that calls {@link #reload}.
 */
public final class ConfigFolder {
    /** The one file that holds everything that is set. */
    public static final String SETTINGS_FILE = "settings.toml";

    /** How long an empty file may be one that is being written. */
    private static final Duration EMPTIED = Duration.ofSeconds(1);

    private static final long LONGEST = 8L * 1024 * 1024;

    /** What is told to listeners. */
    public record Change(Configuration before, Configuration after) {}

    /** Is told of each change, after it is in force. */
    @FunctionalInterface
    public interface Listener {
        void changed(Change change);
    }

    private final Path folder;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Configuration over;
    private volatile Configuration current;

    private ConfigFolder(Path folder, Configuration over) throws SettingsException {
        this.folder = folder;
        this.over = over;
        this.current = read(folder).configuration().overlaidWith(over);
    }

    /** Reads the folder; one without the file, or that does not exist, says nothing. */
    public static ConfigFolder open(Path folder) throws SettingsException {
        return open(folder, Configuration.EMPTY);
    }

    /**
     * Reads the folder.
     *
     * @param over is put over whatever the folder says, now and later
     */
    public static ConfigFolder open(Path folder, Configuration over) throws SettingsException {
        return new ConfigFolder(folder, over);
    }

    public Path folder() {
        return folder;
    }

    /** What is in force. */
    public Configuration current() {
        return current;
    }

    /** Tells {@code listener} of each change from now on. */
    public void onChange(Listener listener) {
        listeners.add(listener);
    }

    /**
     * Reads the folder again. A fault is thrown, and what was in force stays in force.
     *
     * @return what changed; empty if the file says the same as before
     */
    public synchronized Optional<Change> reload() throws SettingsException {
        if (beingWritten(folder.resolve(SETTINGS_FILE))) {
            return Optional.empty();
        }
        Configuration before = current;
        Configuration after = read(folder).configuration().overlaidWith(over);
        current = after;
        if (after.saysTheSameAs(before)) {
            return Optional.empty();
        }
        var change = new Change(before, after);
        listeners.forEach(listener -> listener.changed(change));
        return Optional.of(change);
    }

    /**
     * Editors empty a file before they write it anew. Taken at its word, that moment would put
     * every setting back to its default, the security of connections included.
     */
    private static boolean beingWritten(Path file) {
        try {
            return Files.size(file) == 0
                    && Files.getLastModifiedTime(file)
                            .toInstant()
                            .isAfter(Instant.now().minus(EMPTIED));
        } catch (IOException absent) {
            return false;
        }
    }

    static SettingsDocument read(Path folder) throws SettingsException {
        Path file = folder.resolve(SETTINGS_FILE);
        return SettingsDocument.read(file.toString(), text(file));
    }

    private static String text(Path file) throws SettingsException {
        try {
            if (Files.size(file) > LONGEST) {
                throw new SettingsException(
                        file.toString(),
                        "it has more than " + LONGEST + " bytes",
                        "Check what was written there");
            }
            return text(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException nothingSet) {
            return "";
        } catch (IOException unreadable) {
            throw new SettingsException(
                    file.toString(),
                    "it cannot be read: " + FileTrouble.words(unreadable),
                    "Check its owner and mode");
        }
    }

    static String text(String file, byte[] bytes) throws SettingsException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notText) {
            throw new SettingsException(file, "it is not UTF-8 text", "Save it as UTF-8");
        }
    }
}
