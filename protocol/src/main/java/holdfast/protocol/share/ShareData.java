package holdfast.protocol.share;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;

/**
 * A share data PDU: TS_SHAREDATAHEADER, [MS-RDPBCGR] 2.2.8.1.1.1.2, after its share control header,
 * and what follows it.
 */
public record ShareData(long shareId, PduType2 type, WireReader body) {
    /** Size of both headers together. */
    public static final int HEADER_SIZE = ShareControl.HEADER_SIZE + 12;

    private static final int STREAM_LOW = 1;
    private static final int PACKET_COMPRESSED = 0x20;

    public static ShareData decode(WireReader in) throws ProtocolException {
        long shareId = in.u32("shareId");
        in.skip("pad1", 1);
        in.skip("streamId", 1);
        in.skip("uncompressedLength", 2);
        int value = in.u8("pduType2");
        PduType2 type =
                PduType2.of(value)
                        .orElseThrow(() -> in.refuse(1, new Reason.Unknown("pduType2", value)));
        int compressedType = in.u8("compressedType");
        if ((compressedType & PACKET_COMPRESSED) != 0) {
            // The server never says that it could read such a PDU.
            throw in.refuse(1, new Reason.Unknown("compressedType", compressedType));
        }
        in.skip("compressedLength", 2);
        return new ShareData(shareId, type, in.sub("data", in.remaining()));
    }

    /** Writes both headers of a PDU with {@code bodyLength} bytes to follow. */
    public static WireWriter encodeHeaders(
            WireWriter out, int source, long shareId, int pduType2, int bodyLength) {
        ShareControl.encodeHeader(
                out,
                ShareControl.Type.DATA,
                source,
                HEADER_SIZE - ShareControl.HEADER_SIZE + bodyLength);
        out.u32(shareId).u8(0).u8(STREAM_LOW);
        // uncompressedLength counts from pduType2 on.
        return out.u16(4 + bodyLength).u8(pduType2).u8(0).u16(0);
    }
}
