package holdfast.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything one server owns: directory database, accounts, keys, control
 * socket, sessions. Only its owner may look inside; others may pass through to their own session's
 * folder. Holding an open {@code DataFolder} means being the one server of it.
 */
public final class DataFolder implements AutoCloseable {
    /** The name of the control socket in it. */
    public static final String CONTROL_SOCKET = "control.sock";

    private final Path path;
    private final FileChannel lockFile;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel lockFile, FileLock lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Where a server keeps its data unless told otherwise: the system's or the user's state folder.
     */
    public static Path standard() {
        if ("root".equals(System.getProperty("user.name"))) {
            return Path.of("/var/lib/holdfast");
        }
        String state = System.getenv("XDG_STATE_HOME");
        return state != null && !state.isEmpty()
                ? Path.of(state, "holdfast")
                : Path.of(System.getProperty("user.home"), ".local", "state", "holdfast");
    }

    /** Makes the folder if it is missing and takes its lock. */
    public static DataFolder open(Path path) throws ServerStartException {
        Path folder = path.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx--x--x")));
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            @Nullable FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new ServerStartException(
                        "data folder "
                                + folder
                                + " is in use by another Holdfast server: stop that one, or give"
                                + " this one a folder of its own with --data");
            }
            return new DataFolder(folder, channel, lock);
        } catch (FileAlreadyExistsException e) {
            throw new ServerStartException(
                    "data folder "
                            + folder
                            + " is not a folder: move the file away, or name"
                            + " another place with --data",
                    e);
        } catch (AccessDeniedException e) {
            throw new ServerStartException(
                    "data folder "
                            + folder
                            + " may not be read and written by this user: give it"
                            + " to the user (chown), or name another place with --data",
                    e);
        } catch (IOException e) {
            throw new ServerStartException(
                    "data folder "
                            + folder
                            + " cannot be used ("
                            + e.getMessage()
                            + "): mend that, or name another place with --data",
                    e);
        }
    }

    /** Null when another process, or another server of this one, holds it. */
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    public Path path() {
        return path;
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /** A folder inside, made if missing, for the owner only. */
    public Path folder(String name) throws ServerStartException {
        Path folder = path.resolve(name);
        try {
            return Files.isDirectory(folder)
                    ? folder
                    : Files.createDirectory(
                            folder,
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx--x--x")));
        } catch (IOException e) {
            throw new ServerStartException(
                    "folder " + folder + " cannot be made (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
