package holdfast.sessions;

/** What a new session's desktop is started for. */
public record DesktopRequest(
        int session, String user, String osUser, String connection, DisplayWish display) {}
