package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;

/** Client Fast-Path Input Event PDU, [MS-RDPBCGR] 2.2.8.1.2, down to its events. */
final class FastPathInputPdu {
    static final String NAME = "Fast-Path Input Event PDU";
    private static final int SECURE_CHECKSUM = 0x40;
    private static final int ENCRYPTED = 0x80;

    private FastPathInputPdu() {}

    static Action.FastPathInput decode(Frame frame, Protection protection)
            throws ProtocolException {
        var in = new WireReader(NAME, frame.bytes());
        int header = in.u8("fpInputHeader");
        if ((in.u8("length1") & 0x80) != 0) {
            in.skip("length2", 1);
        }
        boolean encrypted = (header & ENCRYPTED) != 0;
        WireReader events =
                switch (protection) {
                    case Protection.Standard standard ->
                            standard.open(in, encrypted, (header & SECURE_CHECKSUM) != 0);
                    case Protection.Outer _ -> {
                        if (encrypted) {
                            throw in.refuse(0, new Reason.Unknown("fpInputHeader", header));
                        }
                        yield in;
                    }
                };
        int count = header >> 2 & 0xF;
        if (count == 0) {
            count = events.u8("numEvents");
        }
        return new Action.FastPathInput(count, events.rest());
    }
}
