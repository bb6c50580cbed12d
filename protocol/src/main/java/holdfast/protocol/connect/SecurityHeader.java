package holdfast.protocol.connect;

/** Flags of the security headers: TS_SECURITY_HEADER, [MS-RDPBCGR] 2.2.8.1.1.2.1. */
final class SecurityHeader {
    static final int SEC_EXCHANGE_PKT = 0x0001;
    static final int SEC_ENCRYPT = 0x0008;
    static final int SEC_INFO_PKT = 0x0040;
    static final int SEC_LICENSE_PKT = 0x0080;
    static final int SEC_REDIRECTION_PKT = 0x0400;
    static final int SEC_SECURE_CHECKSUM = 0x0800;
    static final int SEC_AUTODETECT_REQ = 0x1000;
    static final int SEC_AUTODETECT_RSP = 0x2000;
    static final int SEC_HEARTBEAT = 0x4000;

    /** Flags and flagsHi. */
    static final int SIZE = 4;

    private SecurityHeader() {}
}
