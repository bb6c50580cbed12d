package holdfast.sessions;

/**
 * A connection that asks for a session.
 *
 * @param port the way to tell the connection things; also its identity
 * @param connection the listener it came in by, such as {@code rdp-tcp}
 * @param clientName the client's computer name, as it says itself
 * @param address the peer's address without port
 * @param display what the client can show
 */
public record Newcomer(
        ConnectionPort port,
        String connection,
        String clientName,
        String address,
        DisplayWish display) {}
