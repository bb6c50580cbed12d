package holdfast.settings;

/** {@code MinEncryptionLevel}, [MS-RDPBCGR] 5.3.1; the codes are those of the wire. */
public enum EncryptionLevel implements Coded {
    /** From client to server only, at the client's strength. */
    LOW(1, "low"),
    /** Both ways, at the client's strength. */
    CLIENT_COMPATIBLE(2, "client-compatible"),
    /** Both ways with 128 bits; other clients cannot connect. */
    HIGH(3, "high"),
    /** Both ways with FIPS methods; other clients cannot connect. */
    FIPS(4, "fips");

    private final int code;
    private final String word;

    EncryptionLevel(int code, String word) {
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
