package holdfast.protocol.share;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;

/**
 * One PDU of the share: TS_SHARECONTROLHEADER, [MS-RDPBCGR] 2.2.8.1.1.1.1, and what follows it.
 *
 * @param source the sender's MCS channel
 */
public record ShareControl(Type type, int source, WireReader body) {
    /** The MCS channel the server speaks from. */
    public static final int SERVER_CHANNEL = 0x03EA;

    /** Size of the header. */
    public static final int HEADER_SIZE = 6;

    private static final int PROTOCOL_VERSION = 0x10;
    private static final int FLOW_MARKER = 0x8000;

    /** pduType without the version. */
    public enum Type {
        DEMAND_ACTIVE(1),
        CONFIRM_ACTIVE(3),
        DEACTIVATE_ALL(6),
        DATA(7),
        SERVER_REDIRECTION(10),
        /** A flow control PDU of T.128: it has no header of this kind and is ignored. */
        FLOW(0x41);

        private final int value;

        Type(int value) {
            this.value = value;
        }
    }

    /** Reads one PDU of possibly several in {@code in}. */
    public static ShareControl decode(WireReader in) throws ProtocolException {
        int totalLength = in.u16("totalLength");
        if (totalLength == FLOW_MARKER) {
            return new ShareControl(Type.FLOW, 0, in.sub("flow PDU", in.remaining()));
        }
        int pduType = in.u16("pduType");
        Type type = type(in, pduType & 0x0F);
        int source = in.u16("pduSource");
        return new ShareControl(
                type, source, in.sub("PDU of totalLength", totalLength - HEADER_SIZE));
    }

    private static Type type(WireReader in, int value) throws ProtocolException {
        return switch (value) {
            case 1 -> Type.DEMAND_ACTIVE;
            case 3 -> Type.CONFIRM_ACTIVE;
            case 6 -> Type.DEACTIVATE_ALL;
            case 7 -> Type.DATA;
            case 10 -> Type.SERVER_REDIRECTION;
            default -> throw in.refuse(2, new Reason.Unknown("pduType", value));
        };
    }

    /** Writes the header of a PDU with {@code bodyLength} bytes to follow. */
    public static WireWriter encodeHeader(WireWriter out, Type type, int source, int bodyLength) {
        return out.u16(HEADER_SIZE + bodyLength).u16(PROTOCOL_VERSION | type.value).u16(source);
    }
}
