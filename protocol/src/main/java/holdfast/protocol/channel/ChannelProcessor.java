package holdfast.protocol.channel;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.util.List;

/**
 * What speaks on one virtual channel, static or dynamic. A function of what comes in: it gives back
 * the messages to send and does no I/O. Not safe for more than one thread; its owner is the
 * connection.
 */
public interface ChannelProcessor {
    /** The channel's name on the wire. */
    String name();

    /** The most bytes that a message of the client may have at this moment. */
    int maxMessage();

    /** The channel is there; gives the messages to begin with. */
    List<byte[]> opened();

    /**
     * A whole message came.
     *
     * @param message valid during the call only
     */
    List<byte[]> process(WireReader message) throws ProtocolException;

    /**
     * A message longer than {@link #maxMessage} came and is being dropped. Refusing it, which ends
     * the connection, is the default.
     */
    default List<byte[]> oversized(long length) throws ProtocolException {
        throw new ProtocolException(
                name(), 0, new Reason.OutOfRange("length", length, 0, maxMessage()));
    }

    /** The channel is gone; nothing can be sent any more. */
    void closed();
}
