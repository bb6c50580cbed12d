package holdfast.sessions;

/** Why a connection is gone that the session did not close itself. */
public sealed interface ConnectionLoss {
    /** The user closed the client: a Shutdown Request or a Disconnect Provider Ultimatum came. */
    record ClientLeft() implements ConnectionLoss {}

    /**
     * Nothing came back in time, or TCP ended without a goodbye. The broken-connection action runs.
     *
     * @param evidence what was seen, such as {@code no answer for 15.0 s (3 questions)}
     */
    record Broken(String evidence) implements ConnectionLoss {}

    /** The client sent what cannot be understood and was closed. Counts as broken. */
    record ProtocolFault(String what) implements ConnectionLoss {}

    /** The user chose "disconnect" inside the session. */
    record UserDisconnected() implements ConnectionLoss {}
}
