package holdfast.settings;

/**
 * Something in the settings that will make trouble, or makes some.
 *
 * @param about a connection, a user, or the server
 * @param fact what is set, with the value
 * @param consequence what users will see
 * @param remedy the command that mends it; empty where there is none
 */
public record Finding(
        Weight weight,
        Kind kind,
        String about,
        String fact,
        String consequence,
        String setting,
        String remedy) {

    /** How bad it is, worst first. */
    public enum Weight {
        /** Sessions are lost or nobody gets in. */
        BAD,
        /** Not what the administrator will have meant. */
        DOUBTFUL,
        /** Good to know. */
        NOTE
    }

    /** What it is, so that a diagnosis can pick what fits a symptom. */
    public enum Kind {
        KEEP_ALIVE_OFF,
        KEEP_ALIVE_SLOW,
        BROKEN_ENDS_SESSION,
        LIMIT_ENDS_SESSION,
        SHORT_DISCONNECTED_LIMIT,
        SEVERAL_SESSIONS,
        NO_AUTO_RECONNECT,
        LEVEL_FEW_CLIENTS_MEET,
        ILLEGAL_PAIR,
        CONNECTIONS_DENIED,
        CONNECTION_OFF,
        LOCAL_ONLY,
        HIDDEN_BY_POLICY,
        PASSED_OVER,
        WINDOWS_ADAPTER
    }
}
