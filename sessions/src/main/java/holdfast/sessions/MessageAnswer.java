package holdfast.sessions;

/** What became of a message to a user. */
public enum MessageAnswer {
    OK,
    CANCEL,
    /** Nobody answered in time. */
    TIMED_OUT,
    /** Nobody could see it: no client is connected, or it went away. */
    NOT_SHOWN
}
