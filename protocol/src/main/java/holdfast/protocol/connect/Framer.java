package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a byte stream into frames. What is allowed and how large it may be comes from the state, so
 * a length is refused before the bytes it promises are waited for.
 */
final class Framer {
    private static final int TPKT_VERSION = 3;
    private static final int TPKT_HEADER = 4;
    private static final int DER_SEQUENCE = 0x30;
    private static final int UNKNOWN = 0;

    /** What an idle connection needs, and what it may keep of a busy time. */
    private static final int SMALL = 512;

    private static final int KEPT = 8192;

    private byte[] buffer = new byte[SMALL];
    private int start;
    private int end;

    void append(byte[] data, int offset, int length) {
        if (buffer.length - end < length) {
            int kept = end - start;
            byte[] larger =
                    kept + length <= buffer.length
                            ? buffer
                            : new byte[Math.max(kept + length, 2 * buffer.length)];
            System.arraycopy(buffer, start, larger, 0, kept);
            if (larger != buffer) {
                // A part of a password may stay behind.
                Arrays.fill(buffer, (byte) 0);
                buffer = larger;
            }
            start = 0;
            end = kept;
        }
        System.arraycopy(data, offset, buffer, end, length);
        end += length;
    }

    boolean isEmpty() {
        return start == end;
    }

    /** The next frame, or empty until more bytes come. */
    Optional<Frame> next(Expectation expected) throws ProtocolException {
        if (isEmpty()) {
            return Optional.empty();
        }
        if (expected.kind() == Expectation.Kind.NOTHING) {
            bound("bytes waiting", end - start, expected.largest());
            return Optional.empty();
        }
        Frame.Kind kind = kind(expected);
        int length =
                switch (kind) {
                    case TPKT -> tpktLength();
                    case FAST_PATH -> fastPathLength();
                    case TS_REQUEST -> derLength();
                };
        bound("length", length, expected.largest());
        if (length == UNKNOWN || length > end - start) {
            return Optional.empty();
        }
        var frame = new Frame(kind, Arrays.copyOfRange(buffer, start, start + length));
        // Passwords go through here.
        Arrays.fill(buffer, start, start + length, (byte) 0);
        start += length;
        if (start == end) {
            start = 0;
            end = 0;
            if (buffer.length > KEPT) {
                buffer = new byte[SMALL];
            }
        }
        return Optional.of(frame);
    }

    private Frame.Kind kind(Expectation expected) throws ProtocolException {
        int first = at(0);
        switch (expected.kind()) {
            case TS_REQUEST -> {
                if (first == DER_SEQUENCE) {
                    return Frame.Kind.TS_REQUEST;
                }
            }
            case TPKT, TPKT_OR_FAST_PATH -> {
                if (first == TPKT_VERSION) {
                    return Frame.Kind.TPKT;
                }
                if (expected.kind() == Expectation.Kind.TPKT_OR_FAST_PATH && (first & 3) == 0) {
                    return Frame.Kind.FAST_PATH;
                }
            }
            case NOTHING -> {}
        }
        throw new ProtocolException("frame", 0, new Reason.Unknown("first byte", first));
    }

    private int tpktLength() throws ProtocolException {
        if (end - start < TPKT_HEADER) {
            return UNKNOWN;
        }
        int length = at(2) << 8 | at(3);
        if (length <= TPKT_HEADER) {
            throw new ProtocolException(
                    "TPKT", 2, new Reason.OutOfRange("length", length, TPKT_HEADER + 1, 0xFFFF));
        }
        return length;
    }

    private int fastPathLength() throws ProtocolException {
        if (end - start < 3) {
            return UNKNOWN;
        }
        int first = at(1);
        int length = (first & 0x80) == 0 ? first : (first & 0x7F) << 8 | at(2);
        if (length < 3) {
            throw new ProtocolException(
                    "Fast-Path Input Event PDU",
                    1,
                    new Reason.OutOfRange("length", length, 3, 0x7FFF));
        }
        return length;
    }

    private int derLength() throws ProtocolException {
        if (end - start < 2) {
            return UNKNOWN;
        }
        int first = at(1);
        if (first < 0x80) {
            return 2 + first;
        }
        int count = first & 0x7F;
        if (count == 0 || count > 3) {
            throw new ProtocolException("TSRequest", 1, new Reason.Unknown("DER length", first));
        }
        if (end - start < 2 + count) {
            return UNKNOWN;
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | at(2 + i);
        }
        return 2 + count + length;
    }

    private int at(int index) {
        return buffer[start + index] & 0xFF;
    }

    private static void bound(String field, int value, int largest) throws ProtocolException {
        if (value > largest) {
            throw new ProtocolException(
                    "frame", 0, new Reason.OutOfRange(field, value, 0, largest));
        }
    }
}
