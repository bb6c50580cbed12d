package holdfast.protocol.share;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;

/**
 * TS_RECTANGLE16, [MS-RDPBCGR] 2.2.11.1: right and bottom belong to the rectangle. As the client
 * says it: nothing keeps right from being left of left.
 */
public record InclusiveRect(int left, int top, int right, int bottom) {
    static InclusiveRect decode(WireReader in) throws ProtocolException {
        return new InclusiveRect(in.u16("left"), in.u16("top"), in.u16("right"), in.u16("bottom"));
    }

    void encode(WireWriter out) {
        out.u16(left).u16(top).u16(right).u16(bottom);
    }

    public int width() {
        return right - left + 1;
    }

    public int height() {
        return bottom - top + 1;
    }
}
