package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;

/**
 * MCS Connect Initial PDU with GCC Conference Create Request, [MS-RDPBCGR] 2.2.1.3.
 *
 * @param agreed the limits that the server answers with
 * @param userData the client data blocks
 */
record ConnectInitial(DomainParameters agreed, WireReader userData) {
    static final String NAME = "MCS Connect Initial PDU";
    private static final int APPLICATION_101 = 0x7F65;
    private static final byte[] T124_OBJECT = {0, 5, 0, 0x14, 0x7C, 0, 1};
    private static final byte[] CLIENT_KEY = {'D', 'u', 'c', 'a'};
    private static final int H221_NON_STANDARD = 0xC0;

    static ConnectInitial decode(Frame frame) throws ProtocolException {
        WireReader in = X224.data(NAME, frame);
        int tag = in.u16be("Connect-Initial");
        if (tag != APPLICATION_101) {
            throw in.refuse(2, new Reason.Unknown("Connect-Initial tag", tag));
        }
        in = in.sub("Connect-Initial", Ber.length(in, "Connect-Initial"));
        Ber.contents(in, "callingDomainSelector", Ber.OCTET_STRING);
        Ber.contents(in, "calledDomainSelector", Ber.OCTET_STRING);
        Ber.contents(in, "upwardFlag", Ber.BOOLEAN);
        var target = DomainParameters.decode(in, "targetParameters");
        var minimum = DomainParameters.decode(in, "minimumParameters");
        var maximum = DomainParameters.decode(in, "maximumParameters");
        var agreed = DomainParameters.agree(in, target, minimum, maximum);
        return new ConnectInitial(
                agreed, conference(Ber.contents(in, "userData", Ber.OCTET_STRING)));
    }

    /** ConnectData with a ConferenceCreateRequest, [T124] section 8.7. */
    private static WireReader conference(WireReader in) throws ProtocolException {
        expect(in, "t124Identifier", T124_OBJECT);
        Per.length(in, "connectPDU");
        int choice = in.u8("ConnectGCCPDU");
        if (choice != 0) {
            throw in.refuse(1, new Reason.Unknown("ConnectGCCPDU", choice));
        }
        in.skip("optional fields of ConferenceCreateRequest", 1);
        // conferenceName: digits of four bits each, one at least.
        int digits = in.u8("conferenceName") + 1;
        in.skip("conferenceName", (digits + 1) / 2);
        in.skip("flags and terminationMethod", 1);
        in.u8("number of userData sets", 1, 1);
        in.u8("userData key", H221_NON_STANDARD, H221_NON_STANDARD);
        in.u8("h221NonStandard length", 0, 0);
        expect(in, "h221NonStandard", CLIENT_KEY);
        return in.sub("userData", Per.length(in, "userData"));
    }

    private static void expect(WireReader in, String field, byte[] expected)
            throws ProtocolException {
        for (byte wanted : expected) {
            int found = in.u8(field);
            if (found != (wanted & 0xFF)) {
                throw in.refuse(1, new Reason.Unknown(field, found));
            }
        }
    }

    /** As a client writes it. */
    static byte[] encode(byte[] blocks) {
        var gcc = new WireWriter(blocks.length + 32);
        gcc.bytes(T124_OBJECT);
        Per.length(gcc, blocks.length + 14);
        gcc.u8(0).u8(8).u8(0).u8(0x10).u8(0).u8(1).u8(H221_NON_STANDARD).u8(0);
        gcc.bytes(CLIENT_KEY);
        gcc.u16be(0x8000 | blocks.length).bytes(blocks);
        var mcs = new WireWriter(gcc.size() + 128);
        mcs.u8(Ber.OCTET_STRING).u8(1).u8(1);
        mcs.u8(Ber.OCTET_STRING).u8(1).u8(1);
        mcs.u8(Ber.BOOLEAN).u8(1).u8(0xFF);
        new DomainParameters(34, 2, 0, 1, 0, 1, 65535, 2).encode(mcs);
        new DomainParameters(1, 1, 1, 1, 0, 1, 1056, 2).encode(mcs);
        new DomainParameters(65535, 64535, 65535, 1, 0, 1, 65535, 2).encode(mcs);
        mcs.u8(Ber.OCTET_STRING);
        Ber.length(mcs, gcc.size());
        mcs.bytes(gcc.array(), 0, gcc.size());
        WireWriter out = X224.begin(mcs.size() + 16).u16be(APPLICATION_101);
        Ber.length(out, mcs.size());
        return X224.end(out.bytes(mcs.array(), 0, mcs.size()));
    }
}
