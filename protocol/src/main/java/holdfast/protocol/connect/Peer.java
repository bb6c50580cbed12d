package holdfast.protocol.connect;

/** What is known of the client once it has sent its settings, and how to speak to it. */
record Peer(
        Negotiated negotiated,
        ClientCore core,
        Channels channels,
        Protection protection,
        Outbound outbound) {}
