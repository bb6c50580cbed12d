package holdfast.client;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;

/** The client's side of X.224 and T.125, [MS-RDPBCGR] 2.2.1.1 to 2.2.1.9. */
final class Mcs {
    static final int PROTOCOL_SSL = 1;
    static final int PROTOCOL_HYBRID = 2;
    static final int USER_BASE = 1001;
    static final int SEND_DATA_INDICATION = 26;
    static final int DISCONNECT_PROVIDER_ULTIMATUM = 8;
    private static final int SC_NET = 0x0C03;
    private static final int SC_MCS_MSGCHANNEL = 0x0C04;

    /**
     * What the server's Connect Response says.
     *
     * @param message 0 where the server has no message channel
     */
    record Channels(int io, int message) {}

    private Mcs() {}

    static byte[] connectionRequest(String user, int protocol) {
        var out = new WireWriter(64).u8(3).u8(0).u16be(0).u8(0).u8(0xE0).zeros(5);
        out.bytes(ascii("Cookie: mstshash=" + user + "\r\n"));
        out.u8(1).u8(0).u16(8).u32(protocol | PROTOCOL_SSL); // RDP_NEG_REQ
        return out.patchU16be(2, out.size()).patchU8(4, out.size() - 5).toByteArray();
    }

    /** Whether the server's confirm selects the protocol. */
    static boolean confirms(byte[] frame, int protocol) throws ProtocolException {
        var in = new WireReader("X.224 Connection Confirm PDU", frame);
        in.skip("TPKT and X.224 headers", 11);
        return in.hasRemaining() && in.u8("type") == 2 && frame[15] == protocol;
    }

    static byte[] connectInitial(byte[] blocks) {
        var gcc = new WireWriter(blocks.length + 32);
        gcc.u8(0).u8(5).u8(0).u8(0x14).u8(0x7C).u8(0).u8(1);
        gcc.u16be(0x8000 | blocks.length + 14);
        gcc.u8(0).u8(8).u8(0).u8(0x10).u8(0).u8(1).u8(0xC0).u8(0).bytes(ascii("Duca"));
        gcc.u16be(0x8000 | blocks.length).bytes(blocks);
        var mcs = new WireWriter(gcc.size() + 128);
        mcs.u8(4).u8(1).u8(1).u8(4).u8(1).u8(1).u8(1).u8(1).u8(0xFF);
        domainParameters(mcs, 34, 2, 0, 65535);
        domainParameters(mcs, 1, 1, 1, 1056);
        domainParameters(mcs, 65535, 64535, 65535, 65535);
        mcs.u8(4).u8(0x82).u16be(gcc.size()).bytes(gcc.array(), 0, gcc.size());
        return data(
                new WireWriter(mcs.size() + 8)
                        .u16be(0x7F65)
                        .u8(0x82)
                        .u16be(mcs.size())
                        .bytes(mcs.array(), 0, mcs.size()));
    }

    private static void domainParameters(
            WireWriter out, int channels, int users, int tokens, int pduSize) {
        int[] values = {channels, users, tokens, 1, 0, 1, pduSize, 2};
        out.u8(0x30).u8(values.length * 5);
        for (int value : values) {
            out.u8(2).u8(3).u8(0).u16be(value);
        }
    }

    static Channels connectResponse(byte[] frame) throws ProtocolException {
        WireReader in = payload("MCS Connect Response PDU", frame);
        in.skip("Connect-Response", 2);
        berLength(in);
        for (int i = 0; i < 3; i++) { // result, calledConnectId, domainParameters
            in.skip("tag", 1);
            in.skip("value", berLength(in));
        }
        in.skip("userData tag", 1);
        berLength(in);
        in.skip("ConferenceCreateResponse", 21);
        perLength(in);
        int io = USER_BASE + 2;
        int message = 0;
        while (in.hasRemaining()) {
            int type = in.u16("type");
            WireReader block = in.sub("block", in.u16("length") - 4);
            if (type == SC_NET) {
                io = block.u16("MCSChannelId");
            } else if (type == SC_MCS_MSGCHANNEL) {
                message = block.u16("MCSChannelID");
            }
        }
        return new Channels(io, message);
    }

    static byte[] erectDomain() {
        return data(new WireWriter(5).u8(4).u8(1).u8(0).u8(1).u8(0));
    }

    static byte[] attachUser() {
        return data(new WireWriter(1).u8(0x28));
    }

    static int attachedUser(byte[] frame) throws ProtocolException {
        WireReader in = payload("MCS Attach User Confirm PDU", frame);
        in.skip("choice, result", 2);
        return USER_BASE + in.u16be("initiator");
    }

    static byte[] join(int user, int channel) {
        return data(new WireWriter(5).u8(0x38).u16be(user - USER_BASE).u16be(channel));
    }

    static byte[] send(int user, int channel, WireWriter body) {
        return data(
                new WireWriter(body.size() + 8)
                        .u8(0x64)
                        .u16be(user - USER_BASE)
                        .u16be(channel)
                        .u8(0x70)
                        .u16be(0x8000 | body.size())
                        .bytes(body.array(), 0, body.size()));
    }

    /** A reader of what an X.224 Data TPDU carries. */
    static WireReader payload(String pdu, byte[] frame) throws ProtocolException {
        var in = new WireReader(pdu, frame);
        in.skip("TPKT and X.224 headers", 7);
        return in;
    }

    static int perLength(WireReader in) throws ProtocolException {
        int first = in.u8("length");
        return first < 0x80 ? first : (first & 0x7F) << 8 | in.u8("length");
    }

    private static int berLength(WireReader in) throws ProtocolException {
        int first = in.u8("length");
        return switch (first) {
            case 0x81 -> in.u8("length");
            case 0x82 -> in.u16be("length");
            default -> first;
        };
    }

    private static byte[] data(WireWriter mcs) {
        return new WireWriter(mcs.size() + 7)
                .u8(3)
                .u8(0)
                .u16be(mcs.size() + 7)
                .u8(2)
                .u8(0xF0)
                .u8(0x80)
                .bytes(mcs.array(), 0, mcs.size())
                .toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
