package holdfast.protocol.security;

/** What the server encrypts and how strongly at least: TS_UD_SC_SEC1, [MS-RDPBCGR] 2.2.1.4.3. */
public enum EncryptionLevel {
    /** Only what the client sends, with the strongest method of the client. */
    LOW(1),
    /** Both directions, with the strongest method of the client. */
    CLIENT_COMPATIBLE(2),
    /** Both directions, 128 bit or nothing. */
    HIGH(3),
    /** Both directions, Triple DES and HMAC-SHA-1 or nothing. */
    FIPS(4);

    private final int value;

    EncryptionLevel(int value) {
        this.value = value;
    }

    /** The number on the wire and in the MinEncryptionLevel setting. */
    public int value() {
        return value;
    }
}
