package holdfast.sessions.directory;

import java.nio.file.Path;

/** The session directory cannot be used. Its message names the thing, the reason and the remedy. */
public final class DirectoryException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble. */
    public enum Trouble {
        /** The file is damaged or is no database. */
        CORRUPT,
        /** Another process holds it. */
        LOCKED,
        /** No space left. */
        DISK_FULL,
        /** No right to read or write it. */
        NOT_ALLOWED,
        /** It was written by a newer version of this program. */
        TOO_NEW,
        /** Reading or writing failed otherwise. */
        BROKEN
    }

    private final Trouble trouble;

    DirectoryException(Trouble trouble, Path file, String reason) {
        super("session directory %s: %s. %s".formatted(file, reason, remedy(trouble)));
        this.trouble = trouble;
    }

    public Trouble trouble() {
        return trouble;
    }

    private static String remedy(Trouble trouble) {
        return switch (trouble) {
            case CORRUPT ->
                    "Move the file aside and start again: live sessions are found by their leaders.";
            case LOCKED -> "Stop the other server that uses this data folder, or choose another.";
            case DISK_FULL -> "Free some space on this file system.";
            case NOT_ALLOWED -> "Make file and folder readable and writable for this user.";
            case TOO_NEW -> "Use the version that wrote it, or move the file aside.";
            case BROKEN -> "Check the disk and the folder.";
        };
    }
}
