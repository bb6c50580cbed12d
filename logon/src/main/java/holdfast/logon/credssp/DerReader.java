package holdfast.logon.credssp;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.util.Arrays;

/**
 * Reads the little ASN.1 that CredSSP and SPNEGO need, out of a message that is there as a whole.
 * Definite lengths only, in any of their forms since clients are not strict about them; nothing is
 * read beyond the element it belongs to. Not safe for more than one thread.
 */
final class DerReader {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OID = 0x06;
    static final int ENUMERATED = 0x0A;
    static final int SEQUENCE = 0x30;

    private final byte[] data;
    private final WireReader in;

    DerReader(String pdu, byte[] data) {
        this(data, new WireReader(pdu, data));
    }

    private DerReader(byte[] data, WireReader in) {
        this.data = data;
        this.in = in;
    }

    /** The tag [n] of a context-specific constructed element. */
    static int explicit(int n) {
        return 0xA0 | n;
    }

    /** The tag [APPLICATION n]. */
    static int application(int n) {
        return 0x60 | n;
    }

    boolean hasRemaining() {
        return in.hasRemaining();
    }

    boolean next(String field, int tag) throws ProtocolException {
        return in.hasRemaining() && in.peekU8(field) == tag;
    }

    /** The content of the next element, which has to be {@code tag}. */
    DerReader enter(String field, int tag) throws ProtocolException {
        int found = in.u8(field);
        if (found != tag) {
            throw in.refuse(1, new Reason.Unknown(field, found));
        }
        return new DerReader(data, in.sub(field, length(field)));
    }

    /** Passes the next element over, whatever it is. */
    void skip(String field) throws ProtocolException {
        in.u8(field);
        in.skip(field, length(field));
    }

    /** The next element with its tag and length, as it stands in the message. */
    byte[] whole(String field, int tag) throws ProtocolException {
        int from = in.offset();
        enter(field, tag);
        return Arrays.copyOfRange(data, from, in.offset());
    }

    byte[] bytes(String field, int tag, int longest) throws ProtocolException {
        DerReader content = enter(field, tag);
        int length = content.in.remaining();
        if (length > longest) {
            throw content.in.refuse(0, new Reason.OutOfRange(field, length, 0, longest));
        }
        return content.in.rest();
    }

    /** A number of at most 32 bits. */
    int integer(String field, int tag) throws ProtocolException {
        DerReader content = enter(field, tag);
        int length = content.in.remaining();
        if (length < 1 || length > 5) {
            throw content.in.refuse(0, new Reason.OutOfRange(field, length, 1, 5));
        }
        long value = (byte) content.in.u8(field);
        while (content.in.hasRemaining()) {
            value = value << 8 | content.in.u8(field);
        }
        return (int) value;
    }

    ProtocolException refuse(Reason reason) {
        return in.refuse(0, reason);
    }

    private int length(String field) throws ProtocolException {
        int first = in.u8(field);
        if (first < 0x80) {
            return first;
        }
        int count = first & 0x7F;
        if (count < 1 || count > 4) {
            throw in.refuse(1, new Reason.OutOfRange(field + " length of length", count, 1, 4));
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | in.u8(field);
        }
        return length; // Negative ones are refused by the reader, like all that are too long.
    }
}
