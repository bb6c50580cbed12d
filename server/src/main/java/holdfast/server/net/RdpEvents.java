package holdfast.server.net;

import holdfast.protocol.connect.Action;
import holdfast.protocol.connect.CloseReason;
import java.util.Optional;

/**
 * What a driven connection tells its owner. Always on the connection's event loop; returns at once.
 */
public interface RdpEvents {
    /** News of the protocol: every action that the driver does not carry out itself. */
    void action(Action action);

    /** Something was read from the client: the peer's RDP stack lives. */
    void heard();

    /** The socket takes bytes again, or takes none for now. */
    void writable(boolean writable);

    /**
     * The connection is over; the last call.
     *
     * @param reason empty where the connection broke without a word
     */
    void closed(Optional<CloseReason> reason);
}
