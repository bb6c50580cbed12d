package holdfast.protocol.connect;

import holdfast.protocol.wire.WireWriter;

/** Server X.224 Connection Confirm PDU, [MS-RDPBCGR] 2.2.1.2. */
final class ConnectionConfirm {
    private static final int SOURCE_REFERENCE = 0x1234;
    private static final int TYPE_RDP_NEG_RSP = 2;
    private static final int TYPE_RDP_NEG_FAILURE = 3;
    private static final int EXTENDED_CLIENT_DATA_SUPPORTED = 0x01;
    private static final int DYNVC_GFX_PROTOCOL_SUPPORTED = 0x02;
    private static final int NEG_SIZE = 8;

    private ConnectionConfirm() {}

    static byte[] selected(SecurityProtocol protocol) {
        int flags = EXTENDED_CLIENT_DATA_SUPPORTED | DYNVC_GFX_PROTOCOL_SUPPORTED;
        return header(NEG_SIZE)
                .u8(TYPE_RDP_NEG_RSP)
                .u8(flags)
                .u16(NEG_SIZE)
                .u32(protocol.value())
                .toByteArray();
    }

    static byte[] failure(NegotiationFailure failure) {
        return header(NEG_SIZE)
                .u8(TYPE_RDP_NEG_FAILURE)
                .u8(0)
                .u16(NEG_SIZE)
                .u32(failure.code())
                .toByteArray();
    }

    /** For clients that did not negotiate: they do not know the part about it. */
    static byte[] plain() {
        return header(0).toByteArray();
    }

    private static WireWriter header(int more) {
        return new WireWriter(19)
                .u8(3)
                .u8(0)
                .u16be(11 + more)
                .u8(6 + more)
                .u8(X224.CONNECTION_CONFIRM)
                .u16be(0)
                .u16be(SOURCE_REFERENCE)
                .u8(0);
    }
}
