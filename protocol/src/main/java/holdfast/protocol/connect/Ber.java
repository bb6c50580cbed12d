package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;

/** As much of the Basic Encoding Rules as the two connect PDUs of T.125 need. */
final class Ber {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int ENUMERATED = 0x0A;
    static final int SEQUENCE = 0x30;

    private Ber() {}

    /** Reads a tag that must be {@code expected} and gives a reader of its contents. */
    static WireReader contents(WireReader in, String field, int expected) throws ProtocolException {
        int tag = in.u8(field);
        if (tag != expected) {
            throw in.refuse(1, new Reason.Unknown(field + " tag", tag));
        }
        return in.sub(field, length(in, field));
    }

    static int length(WireReader in, String field) throws ProtocolException {
        int first = in.u8(field + " length");
        return switch (first) {
            case 0x81 -> in.u8(field + " length");
            case 0x82 -> in.u16be(field + " length");
            default -> {
                if (first > 0x7F) {
                    throw in.refuse(1, new Reason.Unknown(field + " length", first));
                }
                yield first;
            }
        };
    }

    /** An unsigned number of at most 4 bytes, leading zero aside. */
    static int integer(WireReader in, String field) throws ProtocolException {
        WireReader contents = contents(in, field, INTEGER);
        if (contents.remaining() < 1 || contents.remaining() > 5) {
            throw contents.refuse(
                    0, new Reason.OutOfRange(field + " length", contents.remaining(), 1, 5));
        }
        long value = 0;
        while (contents.hasRemaining()) {
            value = value << 8 | contents.u8(field);
        }
        if (value > Integer.MAX_VALUE) {
            throw in.refuse(0, new Reason.OutOfRange(field, value, 0, Integer.MAX_VALUE));
        }
        return (int) value;
    }

    static void integer(WireWriter out, int value) {
        int bytes = Math.max(1, (32 - Integer.numberOfLeadingZeros(value)) / 8 + 1);
        out.u8(INTEGER).u8(bytes);
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
            out.u8(value >> shift);
        }
    }

    /** Lengths are always written in two bytes, which every peer reads. */
    static void length(WireWriter out, int length) {
        out.u8(0x82).u16be(length);
    }
}
