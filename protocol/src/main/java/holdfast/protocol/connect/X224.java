package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;

/** X.224 class 0 in TPKT: the outermost headers of everything that is not fast-path. */
final class X224 {
    /** TPKT and X.224 Data headers together. */
    static final int DATA_HEADER = 7;

    static final int CONNECTION_REQUEST = 0xE0;
    static final int CONNECTION_CONFIRM = 0xD0;
    private static final int DATA = 0xF0;
    private static final int TPKT_HEADER = 4;

    private X224() {}

    /** A reader of what follows the TPKT header. */
    static WireReader tpdu(String pdu, Frame frame) {
        byte[] bytes = frame.bytes();
        return new WireReader(pdu, bytes, TPKT_HEADER, bytes.length - TPKT_HEADER);
    }

    /** A reader of what an X.224 Data TPDU carries. */
    static WireReader data(String pdu, Frame frame) throws ProtocolException {
        WireReader in = tpdu(pdu, frame);
        in.u8("LI", 2, 2);
        int code = in.u8("TPDU code");
        if (code != DATA) {
            throw in.refuse(1, new Reason.Unknown("TPDU code", code));
        }
        in.skip("EOT", 1);
        return in;
    }

    /** Begins a data TPDU; {@link #end} sets its length. */
    static WireWriter begin(int capacity) {
        return new WireWriter(capacity).u8(3).u8(0).u16be(0).u8(2).u8(DATA).u8(0x80);
    }

    static byte[] end(WireWriter out) {
        return out.patchU16be(2, out.size()).toByteArray();
    }
}
