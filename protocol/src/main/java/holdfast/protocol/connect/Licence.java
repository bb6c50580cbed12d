package holdfast.protocol.connect;

import holdfast.protocol.wire.WireWriter;

/** Licensing as this server does it: everybody is welcome. [MS-RDPBCGR] 2.2.1.12. */
final class Licence {
    private static final int ERROR_ALERT = 0xFF;

    /** EXTENDED_ERROR_MSG_SUPPORTED must not be added: it makes mstsc crash. */
    private static final int PREAMBLE_VERSION_3_0 = 3;

    private static final int PREAMBLE_VERSION_2_0 = 2;
    private static final int RDP_4 = 0x0008_0001;
    private static final int STATUS_VALID_CLIENT = 7;
    private static final int ST_NO_TRANSITION = 2;
    private static final int BB_ERROR_BLOB = 4;

    private Licence() {}

    static byte[] validClient(int clientVersion) {
        return new WireWriter(16)
                .u8(ERROR_ALERT)
                .u8(clientVersion <= RDP_4 ? PREAMBLE_VERSION_2_0 : PREAMBLE_VERSION_3_0)
                .u16(16)
                .u32(STATUS_VALID_CLIENT)
                .u32(ST_NO_TRANSITION)
                .u16(BB_ERROR_BLOB)
                .u16(0)
                .toByteArray();
    }
}
