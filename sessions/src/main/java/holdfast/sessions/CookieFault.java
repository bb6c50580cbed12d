package holdfast.sessions;

/**
 * Why an auto-reconnect cookie was not accepted. For the record; the client is told nothing of it.
 */
public enum CookieFault {
    /** No such session, or its verifier is wrong: the two are not told apart. */
    WRONG,
    /** This address had too many wrong ones lately. */
    TOO_MANY_WRONG,
    /** fDisableAutoReconnect is set. */
    SWITCHED_OFF,
    /** The session's user may not log on any more. */
    ACCOUNT_REFUSED,
    /** The user logged on from another client since, and is there now. */
    NEWER_LOGON
}
