package holdfast.sessions.directory;

/** The session directory cannot be used. Its message names the thing, the reason and the remedy. */
public final class DirectoryException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble. */
    public enum Trouble {
        /** The file is damaged or is no database. */
        CORRUPT("Move the file aside and start again: live sessions are found by their leaders."),
        /** Another process holds it. */
        LOCKED("Stop the other server that uses this data folder, or choose another folder."),
        DISK_FULL("Free some space on this file system."),
        /** No right to read or write it. */
        NOT_ALLOWED("Make the folder and the file readable and writable for this user."),
        /** It was written by a newer version of this program. */
        TOO_NEW("Use the version that wrote it, or move the file aside."),
        /** A user has a live session there already, or an ended one was to live again. */
        CONFLICT("See the events of this session; another server may use the same directory."),
        /** Reading or writing failed otherwise. */
        BROKEN("Check the disk and the folder.");

        private final String remedy;

        Trouble(String remedy) {
            this.remedy = remedy;
        }
    }

    private final Trouble trouble;

    /**
     * @param thing the file or server
     * @param reason a fragment without a full stop
     */
    public DirectoryException(Trouble trouble, String thing, String reason) {
        super("session directory " + thing + ": " + reason + ". " + trouble.remedy);
        this.trouble = trouble;
    }

    public Trouble trouble() {
        return trouble;
    }
}
