package holdfast.settings.files;

import holdfast.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reloads a folder when its file changes. The system tells of changes where it can; besides, the
 * file's time and size are looked at now and then, which also works on network file systems and for
 * a folder that does not exist yet. Owns one thread, which calls {@link ConfigFolder#reload}.
 */
public final class ConfigWatch implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private record Stamp(FileTime time, long size, Object file) {}

    private final ConfigFolder folder;
    private final Consumer<SettingsException> refusals;
    private final Duration lookEvery;
    private final Thread thread;

    private ConfigWatch(
            ConfigFolder folder, Consumer<SettingsException> refusals, Duration lookEvery) {
        this.folder = folder;
        this.refusals = refusals;
        this.lookEvery = lookEvery;
        this.thread = Thread.ofVirtual().name("settings-watch").unstarted(this::run);
    }

    /**
     * Begins to watch.
     *
     * @param refusals is told of files that are refused; what was in force stays in force
     */
    public static ConfigWatch start(ConfigFolder folder, Consumer<SettingsException> refusals) {
        return start(folder, refusals, LOOK_EVERY);
    }

    static ConfigWatch start(
            ConfigFolder folder, Consumer<SettingsException> refusals, Duration lookEvery) {
        var watch = new ConfigWatch(folder, refusals, lookEvery);
        watch.thread.start();
        return watch;
    }

    private void run() {
        Path file = folder.folder().resolve(ConfigFolder.SETTINGS_FILE);
        // The folder may have changed between its reading and now.
        @Nullable Stamp known = null;
        try (WatchService service = folder.folder().getFileSystem().newWatchService()) {
            @Nullable WatchKey key = null;
            boolean first = true;
            while (!Thread.currentThread().isInterrupted()) {
                if (key == null || !key.isValid()) {
                    key = register(service);
                }
                @Nullable Stamp now = stamp(file);
                if (first || !Objects.equals(known, now)) {
                    known = now;
                    first = false;
                    reload();
                }
                WatchKey told = service.poll(lookEvery.toMillis(), TimeUnit.MILLISECONDS);
                if (told != null) {
                    told.pollEvents();
                    told.reset();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (IOException noWatching) {
            refusals.accept(
                    new SettingsException(
                            folder.folder().toString(),
                            "changes cannot be watched: " + noWatching.getMessage(),
                            "Start the server again after changes"));
        }
    }

    private void reload() {
        try {
            folder.reload();
        } catch (SettingsException refused) {
            refusals.accept(refused);
        }
    }

    /** Null where the folder is missing or the system cannot watch it. */
    private @Nullable WatchKey register(WatchService service) {
        try {
            return folder.folder()
                    .register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException notYet) {
            return null;
        }
    }

    /** Null where there is no file. A rename gives the file another key, even within one tick. */
    private static @Nullable Stamp stamp(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    attributes.lastModifiedTime(),
                    attributes.size(),
                    Objects.requireNonNullElse(attributes.fileKey(), ""));
        } catch (IOException none) {
            return null;
        }
    }

    /** Stops watching; a reload that runs is finished. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException waited) {
            Thread.currentThread().interrupt();
        }
    }
}
