package holdfast.protocol.connect;

/** failureCode of RDP_NEG_FAILURE: [MS-RDPBCGR] 2.2.1.2.2. */
public enum NegotiationFailure {
    SSL_REQUIRED_BY_SERVER(1),
    SSL_NOT_ALLOWED_BY_SERVER(2),
    SSL_CERT_NOT_ON_SERVER(3),
    INCONSISTENT_FLAGS(4),
    HYBRID_REQUIRED_BY_SERVER(5),
    SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER(6);

    private final int code;

    NegotiationFailure(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
