package holdfast.protocol.connect;

import holdfast.protocol.share.ErrorInfo;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import java.util.List;

/** A state in which MCS carries everything. */
sealed interface McsState extends State
        permits Joining, AwaitSecurityExchange, AwaitClientInfo, SharedState {
    Peer peer();

    /** One PDU that is no goodbye. */
    State received(McsPdu pdu, Step step) throws ProtocolException;

    @Override
    default Expectation expects() {
        return Expectation.SETTINGS;
    }

    @Override
    default State received(Frame frame, Step step) throws ProtocolException {
        McsPdu pdu = McsPdu.decode(frame);
        return pdu instanceof McsPdu.Disconnect(int reason)
                ? step.close(new CloseReason.ClientLeft(reason))
                : received(pdu, step);
    }

    /** Before licensing a client can read no error; the goodbye it can. */
    @Override
    default List<byte[]> farewell(ErrorInfo reason) {
        return List.of(Mcs.disconnect());
    }

    /** The user data of a PDU that has to be on the I/O channel. */
    default WireReader onIoChannel(McsPdu pdu, String awaited) throws ProtocolException {
        if (pdu instanceof McsPdu.SendData(int channel, WireReader data)
                && channel == Channels.IO) {
            return data.named(awaited);
        }
        throw notAllowed(McsPdu.NAME);
    }
}
