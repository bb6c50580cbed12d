package holdfast.sessions.directory;

import holdfast.sessions.directory.DirectoryException.Trouble;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** Reads what SQLite says went wrong. */
final class SqliteTrouble {
    private SqliteTrouble() {}

    static DirectoryException of(Path file, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = next(cause)) {
            if (cause instanceof SQLiteException sqlite) {
                return of(file, sqlite);
            }
            if (cause instanceof AccessDeniedException) {
                return new DirectoryException(
                        Trouble.NOT_ALLOWED, file.toString(), "access denied");
            }
            if (cause instanceof IOException io) {
                String reason = String.valueOf(io.getMessage());
                boolean full = reason.contains("No space left");
                return new DirectoryException(
                        full ? Trouble.DISK_FULL : Trouble.BROKEN, file.toString(), reason);
            }
        }
        return new DirectoryException(
                Trouble.BROKEN, file.toString(), String.valueOf(thrown.getMessage()));
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }

    private static DirectoryException of(Path file, SQLiteException thrown) {
        // Extended result codes keep the primary code in their low byte.
        var trouble =
                switch (thrown.getResultCode().code & 0xFF) {
                    case 11, 26 -> Trouble.CORRUPT; // SQLITE_CORRUPT, SQLITE_NOTADB
                    case 5, 6 -> Trouble.LOCKED; // SQLITE_BUSY, SQLITE_LOCKED
                    case 13 -> Trouble.DISK_FULL; // SQLITE_FULL
                    case 3, 8, 14, 23 -> Trouble.NOT_ALLOWED; // PERM, READONLY, CANTOPEN, AUTH
                    case 19 -> Trouble.CONFLICT; // SQLITE_CONSTRAINT
                    default -> Trouble.BROKEN;
                };
        String reason =
                switch (trouble) {
                    case CORRUPT -> "the file is damaged or is not a database";
                    case LOCKED -> "another process uses it";
                    case DISK_FULL -> "the disk is full";
                    case NOT_ALLOWED -> "it may not be opened or written";
                    default -> thrown.getResultCode().name().toLowerCase(Locale.ROOT);
                };
        return new DirectoryException(trouble, file.toString(), reason);
    }
}
