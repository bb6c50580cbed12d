package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Client X.224 Connection Request PDU, [MS-RDPBCGR] 2.2.1.1.
 *
 * @param protocols requestedProtocols; empty for a client from before TLS
 * @param flags of RDP_NEG_REQ, e.g. restricted admin mode, which this server does not offer
 */
record ConnectionRequest(
        Optional<String> cookie,
        Optional<String> routingToken,
        OptionalInt protocols,
        int flags,
        Optional<byte[]> correlationId) {
    static final String NAME = "X.224 Connection Request PDU";
    static final int CORRELATION_INFO_PRESENT = 0x08;
    private static final String COOKIE = "Cookie: mstshash=";
    private static final int TYPE_RDP_NEG_REQ = 1;
    private static final int TYPE_RDP_CORRELATION_INFO = 6;
    private static final int NEG_SIZE = 8;

    static ConnectionRequest decode(Frame frame) throws ProtocolException {
        WireReader in = X224.tpdu(NAME, frame);
        int length = in.u8("LI", 6, 254);
        in = in.sub("TPDU of LI", length);
        int code = in.u8("TPDU code");
        if ((code & 0xF0) != X224.CONNECTION_REQUEST) {
            throw in.refuse(1, new Reason.Unknown("TPDU code", code));
        }
        in.skip("DST-REF, SRC-REF, CLASS OPTION", 5);
        Optional<String> text = text(in);
        Optional<String> cookie = text.filter(t -> t.startsWith(COOKIE));
        OptionalInt protocols = OptionalInt.empty();
        int flags = 0;
        Optional<byte[]> correlation = Optional.empty();
        if (in.remaining() >= NEG_SIZE && in.peekU8("type") == TYPE_RDP_NEG_REQ) {
            in.skip("type", 1);
            flags = in.u8("flags");
            in.u16("length", NEG_SIZE, NEG_SIZE);
            protocols = OptionalInt.of(in.i32("requestedProtocols"));
            if ((flags & CORRELATION_INFO_PRESENT) != 0 && in.hasRemaining()) {
                correlation = Optional.of(correlation(in));
            }
        }
        return new ConnectionRequest(
                cookie.map(t -> t.substring(COOKIE.length())),
                text.filter(t -> !t.startsWith(COOKIE)),
                protocols,
                flags,
                correlation);
    }

    /** The cookie or token: everything up to CR LF. A request without any begins otherwise. */
    private static Optional<String> text(WireReader in) throws ProtocolException {
        if (!in.hasRemaining() || in.peekU8("type") == TYPE_RDP_NEG_REQ) {
            return Optional.empty();
        }
        var text = new WireWriter(64);
        while (in.hasRemaining()) {
            int next = in.u8("cookie");
            if (next == '\r' && in.hasRemaining() && in.peekU8("cookie") == '\n') {
                in.skip("cookie", 1);
                return Optional.of(new String(text.toByteArray(), StandardCharsets.ISO_8859_1));
            }
            text.u8(next);
        }
        throw in.refuse(0, new Reason.Truncated("cookie", 2, 0));
    }

    private static byte[] correlation(WireReader in) throws ProtocolException {
        in.u8("type", TYPE_RDP_CORRELATION_INFO, TYPE_RDP_CORRELATION_INFO);
        in.skip("flags", 1);
        in.u16("length", 36, 36);
        byte[] id = in.bytes("correlationId", 16);
        in.skip("reserved", 16);
        return id;
    }

    /** As a client writes it. */
    byte[] encode() {
        var out = new WireWriter(128);
        out.u8(3).u8(0).u16be(0);
        out.u8(0).u8(X224.CONNECTION_REQUEST).zeros(5);
        cookie.ifPresent(name -> ascii(out, COOKIE + name));
        routingToken.ifPresent(token -> ascii(out, token));
        if (protocols.isPresent()) {
            out.u8(TYPE_RDP_NEG_REQ).u8(flags).u16(NEG_SIZE).u32(protocols.getAsInt());
        }
        correlationId.ifPresent(
                id -> out.u8(TYPE_RDP_CORRELATION_INFO).u8(0).u16(36).bytes(id).zeros(16));
        return out.patchU16be(2, out.size()).patchU8(4, out.size() - 5).toByteArray();
    }

    private static void ascii(WireWriter out, String text) {
        out.bytes((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
