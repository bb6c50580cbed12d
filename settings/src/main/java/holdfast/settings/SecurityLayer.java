package holdfast.settings;

/** {@code SecurityLayer}: who protects the connection. */
public enum SecurityLayer implements Coded {
    /** Standard RDP security only; network level authentication is impossible. */
    RDP(0, "rdp"),
    /** The strongest that both sides have. */
    NEGOTIATE(1, "negotiate"),
    /** TLS or nothing; Windows calls it SSL. */
    TLS(2, "ssl");

    private final int code;
    private final String word;

    SecurityLayer(int code, String word) {
        this.code = code;
        this.word = word;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String word() {
        return word;
    }
}
