package holdfast.settings;

/** What kind of desktop a session shows. */
public enum DesktopKind implements Coded {
    /** X11 where an X server is installed, else the console. */
    AUTO,
    /** A terminal; needs nothing installed. */
    CONSOLE,
    /** An X server of the session's own. */
    X11
}
