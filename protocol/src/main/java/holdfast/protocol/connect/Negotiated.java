package holdfast.protocol.connect;

import java.util.OptionalInt;

/**
 * What the first exchange settled.
 *
 * @param requested requestedProtocols of the client, empty without a negotiation request
 */
record Negotiated(SecurityProtocol protocol, OptionalInt requested) {}
