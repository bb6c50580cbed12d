package holdfast.protocol.connect;

/** What protects a connection: selectedProtocol of RDP_NEG_RSP, [MS-RDPBCGR] 2.2.1.2.1. */
public enum SecurityProtocol {
    RDP(0),
    TLS(1),
    HYBRID(2),
    HYBRID_EX(8);

    private final int value;

    SecurityProtocol(int value) {
        this.value = value;
    }

    public int value() {
        return value;
    }

    /** Whether TLS carries the connection, so that share PDUs have no security header. */
    public boolean enhanced() {
        return this != RDP;
    }

    /** Whether the user is known from CredSSP before the connection sequence begins. */
    public boolean networkLevelAuthentication() {
        return this == HYBRID || this == HYBRID_EX;
    }
}
