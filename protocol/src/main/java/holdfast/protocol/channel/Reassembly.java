package holdfast.protocol.channel;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.util.Arrays;
import java.util.List;

/**
 * One message at a time, put together from its parts and given to its processor. Memory grows with
 * what came, not with what was announced. A message that is too long is dropped part by part.
 */
final class Reassembly {
    private static final int FIRST_ALLOCATION = 1 << 14;
    private static final byte[] NOTHING = {};

    private final ChannelProcessor processor;
    private byte[] data = NOTHING;
    private long received;
    private long expected;
    private boolean underWay;
    private boolean dropping;

    Reassembly(ChannelProcessor processor) {
        this.processor = processor;
    }

    boolean underWay() {
        return underWay;
    }

    /** A message that came in one part; nothing is copied. */
    List<byte[]> whole(WireReader message) throws ProtocolException {
        abandon();
        if (message.remaining() > processor.maxMessage()) {
            return processor.oversized(message.remaining());
        }
        return processor.process(message);
    }

    /** Starts a message of several parts. A message that was under way is forgotten. */
    List<byte[]> begin(long length) throws ProtocolException {
        abandon();
        underWay = true;
        expected = length;
        if (length > processor.maxMessage()) {
            dropping = true;
            return processor.oversized(length);
        }
        data = new byte[(int) Math.min(length, FIRST_ALLOCATION)];
        return List.of();
    }

    /** Adds all that {@code part} has left. */
    void add(WireReader part) throws ProtocolException {
        int length = part.remaining();
        if (length > expected - received) {
            throw part.refuse(
                    0, new Reason.OutOfRange("data", received + length, received, expected));
        }
        if (dropping) {
            part.skip("data", length);
        } else {
            int at = (int) received;
            if (data.length - at < length) {
                int grown = Math.max(data.length * 2, at + length);
                data = Arrays.copyOf(data, (int) Math.min(expected, grown));
            }
            part.copy("data", data, at, length);
        }
        received += length;
    }

    boolean complete() {
        return received == expected;
    }

    /** Ends the message and has it processed. */
    List<byte[]> end(WireReader lastPart) throws ProtocolException {
        if (!complete()) {
            throw lastPart.refuse(0, new Reason.Truncated("data", expected, received));
        }
        var message = new WireReader(processor.name(), data, 0, dropping ? 0 : (int) received);
        boolean dropped = dropping;
        abandon();
        return dropped ? List.of() : processor.process(message);
    }

    private void abandon() {
        underWay = false;
        dropping = false;
        data = NOTHING;
        received = 0;
        expected = 0;
    }
}
