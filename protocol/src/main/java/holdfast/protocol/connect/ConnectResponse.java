package holdfast.protocol.connect;

import holdfast.protocol.wire.WireWriter;

/** MCS Connect Response PDU with GCC Conference Create Response, [MS-RDPBCGR] 2.2.1.4. */
final class ConnectResponse {
    private static final int APPLICATION_102 = 0x7F66;
    private static final byte[] T124_OBJECT = {0, 5, 0, 0x14, 0x7C, 0, 1};
    private static final byte[] SERVER_KEY = {'M', 'c', 'D', 'n'};

    private ConnectResponse() {}

    static byte[] encode(DomainParameters agreed, byte[] serverBlocks) {
        var gcc = new WireWriter(serverBlocks.length + 32);
        gcc.bytes(T124_OBJECT);
        gcc.u8(0x2A); // connectPDU's length as Windows has it: rdesktop skips exactly one byte.
        gcc.u8(0x14); // ConferenceCreateResponse
        gcc.u16be(0x760A); // nodeID 31219
        gcc.u8(1).u8(1); // tag
        gcc.u8(0); // result: success
        gcc.u8(1).u8(0xC0).u8(0).bytes(SERVER_KEY);
        gcc.u16be(0x8000 | serverBlocks.length).bytes(serverBlocks);
        var mcs = new WireWriter(gcc.size() + 64);
        mcs.u8(Ber.ENUMERATED).u8(1).u8(0); // rt-successful
        Ber.integer(mcs, 0); // calledConnectId
        agreed.encode(mcs);
        mcs.u8(Ber.OCTET_STRING);
        Ber.length(mcs, gcc.size());
        mcs.bytes(gcc.array(), 0, gcc.size());
        WireWriter out = X224.begin(mcs.size() + 16).u16be(APPLICATION_102);
        Ber.length(out, mcs.size());
        return X224.end(out.bytes(mcs.array(), 0, mcs.size()));
    }
}
