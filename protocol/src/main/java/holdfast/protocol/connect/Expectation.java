package holdfast.protocol.connect;

/**
 * What a state can read next.
 *
 * @param largest frame in bytes; small until the peer has shown who it is
 */
record Expectation(Kind kind, int largest) {
    enum Kind {
        /** Bytes wait for an answer of the server's own. */
        NOTHING,
        TPKT,
        TPKT_OR_FAST_PATH,
        TS_REQUEST
    }

    /** X.224 length indicators have one byte. */
    static final Expectation REQUEST = new Expectation(Kind.TPKT, 4 + 255);

    /** Kerberos tickets with large authorization data need most of it. */
    static final Expectation CREDSSP = new Expectation(Kind.TS_REQUEST, 0x1_0000);

    static final Expectation NOTHING = new Expectation(Kind.NOTHING, 0x1_0000);
    static final Expectation SETTINGS = new Expectation(Kind.TPKT, 0x2000);
    static final Expectation SHARE = new Expectation(Kind.TPKT_OR_FAST_PATH, 0xFFFF);
}
