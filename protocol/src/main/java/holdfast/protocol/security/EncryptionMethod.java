package holdfast.protocol.security;

/** Encryption methods of standard RDP security: [MS-RDPBCGR] 2.2.1.3.3, encryptionMethods. */
public enum EncryptionMethod {
    RC4_40(0x01),
    RC4_56(0x08),
    RC4_128(0x02),
    FIPS(0x10);

    private final int flag;

    EncryptionMethod(int flag) {
        this.flag = flag;
    }

    /** The bit on the wire. */
    public int flag() {
        return flag;
    }
}
