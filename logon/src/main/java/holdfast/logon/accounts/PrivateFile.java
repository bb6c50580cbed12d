package holdfast.logon.accounts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Files that only their owner reads, and that are whole at every moment. */
final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private PrivateFile() {}

    /** Replaces {@code file} in one step, on disk before this returns. */
    static void replace(Path file, byte[] content) throws IOException {
        Path next = write(file, content);
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
        syncFolder(file);
    }

    /** Creates {@code file} with all of its content, unless somebody else was first. */
    static void createOnce(Path file, byte[] content) throws IOException {
        Path next = write(file, content);
        try {
            Files.createLink(file, next);
        } catch (FileAlreadyExistsException _) {
            return; // The other one's is as good.
        } finally {
            Files.deleteIfExists(next);
        }
        syncFolder(file);
    }

    /** A file to lock; its content means nothing. */
    static FileChannel lockFile(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    /** The reason of a failed file operation, without the file's name. */
    static String why(IOException failed) {
        return switch (failed) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such file or folder";
            default -> String.valueOf(failed.getMessage());
        };
    }

    private static Path write(Path file, byte[] content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".new");
        try (var channel =
                FileChannel.open(
                        next,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (IOException failed) {
            Files.deleteIfExists(next);
            throw failed;
        }
        return next;
    }

    private static void syncFolder(Path file) throws IOException {
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }
}
