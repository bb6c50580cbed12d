package holdfast.settings;

/** What becomes of a session whose connection broke or whose time is up: {@code fResetBroken}. */
public enum EndAction implements Coded {
    /** The programs go on, and the user may come back. */
    DISCONNECT(0, "disconnect"),
    /** The user is logged off and the session deleted. */
    END(1, "end");

    private final int code;
    private final String word;

    EndAction(int code, String word) {
        this.code = code;
        this.word = word;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String word() {
        return word;
    }
}
