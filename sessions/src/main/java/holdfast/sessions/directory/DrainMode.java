package holdfast.sessions.directory;

/**
 * Whether new logons are let in ({@code change logon}, SessionBrokerDrainMode). Reconnections
 * always are.
 */
public enum DrainMode {
    OFF,
    /** Off again at the next start of the server. */
    UNTIL_RESTART,
    ON
}
