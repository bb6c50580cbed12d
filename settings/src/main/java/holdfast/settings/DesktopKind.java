package holdfast.settings;

/** What kind of desktop a session shows. */
public enum DesktopKind implements Coded {
    /** X11 where an X server is installed, else the console. */
    AUTO(0, "auto"),
    /** A terminal; needs nothing installed. */
    CONSOLE(1, "console"),
    /** An X server of the session's own. */
    X11(2, "x11");

    private final int code;
    private final String word;

    DesktopKind(int code, String word) {
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
