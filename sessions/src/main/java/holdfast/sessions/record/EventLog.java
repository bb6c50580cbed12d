package holdfast.sessions.record;

/** The log an event belongs to, by the names administrators know from Windows. */
public enum EventLog {
    LOCAL_SESSION_MANAGER("LocalSessionManager"),
    REMOTE_CONNECTION_MANAGER("RemoteConnectionManager"),
    SECURITY("Security"),
    SYSTEM("System"),
    HOLDFAST("Holdfast");

    private final String title;

    EventLog(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
