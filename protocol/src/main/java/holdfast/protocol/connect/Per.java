package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;

/** As much of the Packed Encoding Rules (aligned) as T.124 and T.125 need. */
final class Per {
    private Per() {}

    /** A length determinant of one or two bytes. */
    static int length(WireReader in, String field) throws ProtocolException {
        int first = in.u8(field);
        return (first & 0x80) == 0 ? first : (first & 0x7F) << 8 | in.u8(field);
    }

    static void length(WireWriter out, int length) {
        if (length < 0x80) {
            out.u8(length);
        } else {
            out.u16be(0x8000 | length);
        }
    }
}
