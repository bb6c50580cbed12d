package holdfast.settings;

/** {@code SecurityLayer}: who protects the connection. */
public enum SecurityLayer implements Coded {
    /** Standard RDP security only; network level authentication is impossible. */
    RDP,
    /** The strongest that both sides have. */
    NEGOTIATE,
    /** TLS or nothing; Windows calls it SSL. */
    TLS;

    @Override
    public String word() {
        return this == TLS ? "ssl" : Coded.super.word();
    }
}
