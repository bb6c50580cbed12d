package holdfast.logon;

import java.net.InetAddress;

/**
 * Where a logon comes from.
 *
 * @param address the peer's address; what the throttle counts by
 * @param clientName the name the client gave itself, for the record only; empty when unknown
 * @param connection the name of the listener, such as {@code rdp-tcp}
 */
public record Origin(InetAddress address, String clientName, String connection) {}
