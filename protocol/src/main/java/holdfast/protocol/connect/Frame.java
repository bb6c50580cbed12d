package holdfast.protocol.connect;

/** One whole unit of the byte stream, its own header included. */
record Frame(Kind kind, byte[] bytes) {
    enum Kind {
        /** X.224 in TPKT, [T123] section 8. */
        TPKT,
        /** [MS-RDPBCGR] 2.2.8.1.2. */
        FAST_PATH,
        /** [MS-CSSP] 2.2.1. */
        TS_REQUEST
    }
}
