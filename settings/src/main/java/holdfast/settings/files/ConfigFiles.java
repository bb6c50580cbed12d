package holdfast.settings.files;

import holdfast.settings.SettingsDocument;
import holdfast.settings.SettingsException;
import holdfast.settings.ValueChange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes the folder's file: one writer at a time, a backup first, then one rename. */
final class ConfigFiles {
    /** One change of the document; what it throws stops everything. */
    @FunctionalInterface
    interface Edit {
        SettingsDocument apply(SettingsDocument before) throws SettingsException;
    }

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    /** File locks belong to the process, and so its threads wait here. */
    private static final Object PROCESS = new Object();

    private final Path folder;
    private final Backups backups;

    ConfigFiles(Path folder, InstantSource clock) {
        this.folder = folder;
        this.backups = new Backups(folder.resolve("backups"), clock);
    }

    SettingsDocument read() throws SettingsException {
        return ConfigFolder.read(folder);
    }

    Backups backups() {
        return backups;
    }

    SettingStore.Outcome change(String description, Edit edit, boolean dryRun)
            throws SettingsException {
        if (dryRun) {
            SettingsDocument before = read();
            return outcome(before, edit.apply(before), Optional.empty());
        }
        synchronized (PROCESS) {
            try {
                Files.createDirectories(folder);
                try (FileChannel lock =
                                FileChannel.open(
                                        folder.resolve(".lock"),
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.WRITE);
                        FileLock _ = lock.lock()) {
                    SettingsDocument before = read();
                    SettingsDocument after = edit.apply(before);
                    if (after.text().equals(before.text())) {
                        return outcome(before, after, Optional.empty());
                    }
                    Path backup = backups.keep(before.text(), description);
                    write(folder.resolve(ConfigFolder.SETTINGS_FILE), after.text());
                    return outcome(before, after, Optional.of(backup));
                }
            } catch (IOException failed) {
                throw new SettingsException(
                        folder.toString(),
                        "it cannot be written: " + FileTrouble.words(failed),
                        "Check its owner, its mode and the space on the disk; nothing was changed");
            }
        }
    }

    private static SettingStore.Outcome outcome(
            SettingsDocument before, SettingsDocument after, Optional<Path> backup) {
        return new SettingStore.Outcome(
                ValueChange.between(before.configuration(), after.configuration()),
                List.of(),
                backup,
                after.configuration());
    }

    /** Whoever reads sees the old text or the new one, also after a power cut. */
    static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    static void write(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path draft =
                Files.createTempFile(
                        folder,
                        "." + file.getFileName(),
                        ".new",
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            if (Files.exists(file)) {
                Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(file));
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
            entry.force(true); // So that the rename itself is on the disk.
        }
    }
}
