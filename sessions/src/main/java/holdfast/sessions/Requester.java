package holdfast.sessions;

/** Who asks for something to be done to a session. */
public enum Requester {
    /** Somebody with the right to administer. */
    ADMINISTRATOR,
    /** The session's own user. */
    USER
}
