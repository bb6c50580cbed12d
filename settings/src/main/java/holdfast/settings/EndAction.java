package holdfast.settings;

/** What becomes of a session whose connection broke or whose time is up: {@code fResetBroken}. */
public enum EndAction implements Coded {
    /** The programs go on, and the user may come back. */
    DISCONNECT,
    /** The user is logged off and the session deleted. */
    END
}
