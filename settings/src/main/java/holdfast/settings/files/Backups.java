package holdfast.settings.files;

import holdfast.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Copies of the settings from before each change: time and description are the file's name. */
final class Backups {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final String ENDING = ".toml";
    private static final int LONGEST_DESCRIPTION = 80;

    private final Path folder;
    private final InstantSource clock;

    Backups(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Writes a backup and gives its file. */
    Path keep(String text, String description) throws IOException {
        Files.createDirectories(folder);
        String words = description.replaceAll("[^A-Za-z0-9.]+", "-");
        String slug = words.substring(0, Math.min(words.length(), LONGEST_DESCRIPTION));
        Instant now = clock.instant();
        Path file;
        do {
            // Two changes within one millisecond are both kept, in order.
            file = folder.resolve(STAMP.format(now) + "-" + slug + ENDING);
            now = now.plusMillis(1);
        } while (isTaken(now.minusMillis(1)));
        ConfigFiles.write(file, text);
        return file;
    }

    private boolean isTaken(Instant when) throws IOException {
        String stamp = STAMP.format(when);
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(stamp));
        }
    }

    /** Newest first. */
    List<Backup> list() throws SettingsException {
        try (Stream<Path> files = Files.list(folder)) {
            var backups = new ArrayList<Backup>();
            files.forEach(file -> backup(file).ifPresent(backups::add));
            backups.sort(Comparator.comparing(Backup::time).reversed());
            return List.copyOf(backups);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (IOException unreadable) {
            throw new SettingsException(
                    folder.toString(),
                    "it cannot be read: " + FileTrouble.words(unreadable),
                    "Check its owner and mode");
        }
    }

    /** The file of that path, or of that name among the backups. */
    Path find(String backup) throws SettingsException {
        Path file = Path.of(backup);
        if (Files.isRegularFile(file)) {
            return file;
        }
        Path ours = folder.resolve(file.getFileName().toString());
        if (Files.isRegularFile(ours)) {
            return ours;
        }
        throw new SettingsException(
                "backup " + backup,
                "there is no such file, here or in " + folder,
                "\"holdfast policy restore\" without a name lists the backups there are");
    }

    private static Optional<Backup> backup(Path file) {
        String name = file.getFileName().toString();
        int dash = name.indexOf('-');
        if (dash < 0 || !name.endsWith(ENDING) || name.startsWith(".")) {
            return Optional.empty();
        }
        try {
            Instant time = STAMP.parse(name.substring(0, dash), Instant::from);
            String words = name.substring(dash + 1, name.length() - ENDING.length());
            return Optional.of(new Backup(file, time, words.replace('-', ' ')));
        } catch (DateTimeParseException notOurs) {
            return Optional.empty();
        }
    }
}
