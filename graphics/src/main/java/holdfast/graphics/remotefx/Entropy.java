package holdfast.graphics.remotefx;

/** The two codes for coefficients; a client names those it reads in TS_RFX_ICAP. */
public enum Entropy {
    /** {@code CLW_ENTROPY_RLGR1}: reads a little faster. */
    RLGR1(1),
    /** {@code CLW_ENTROPY_RLGR3}: a little shorter. */
    RLGR3(4);

    private final int code;

    Entropy(int code) {
        this.code = code;
    }

    /** {@code entropyBits} of TS_RFX_ICAP, [MS-RDPRFX] 2.2.1.1.1.1.1. */
    public int code() {
        return code;
    }
}
