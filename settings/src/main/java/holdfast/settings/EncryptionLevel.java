package holdfast.settings;

/** {@code MinEncryptionLevel}, [MS-RDPBCGR] 5.3.1; the codes are those of the wire. */
public enum EncryptionLevel implements Coded {
    /** From client to server only, at the client's strength. */
    LOW,
    /** Both ways, at the client's strength. */
    CLIENT_COMPATIBLE,
    /** Both ways with 128 bits; other clients cannot connect. */
    HIGH,
    /** Both ways with FIPS methods; other clients cannot connect. */
    FIPS;

    /** Windows has no name for 0, no encryption. */
    @Override
    public int code() {
        return ordinal() + 1;
    }
}
