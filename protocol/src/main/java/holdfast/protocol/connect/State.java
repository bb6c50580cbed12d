package holdfast.protocol.connect;

import holdfast.protocol.share.ErrorInfo;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import java.util.List;

/**
 * Where a connection stands. Each state is a record of exactly what is known by then and knows what
 * may come next; a step gives the next state and adds its actions to the {@link Step}.
 */
sealed interface State
        permits AwaitRequest,
                AwaitTls,
                AwaitCredSsp,
                AwaitCredSspAnswer,
                AwaitConnectInitial,
                McsState,
                Closed {
    /** For logs and refusals. */
    default String name() {
        return getClass().getSimpleName();
    }

    Expectation expects();

    /** One frame of the kind that {@link #expects} allows. */
    State received(Frame frame, Step step) throws ProtocolException;

    /** Whether the connection may stay like this for ever. */
    default boolean stable() {
        return false;
    }

    /** Whether the server itself, not the client, is to move next. */
    default boolean serversTurn() {
        return false;
    }

    /** What the client can be told before the server hangs up. */
    default List<byte[]> farewell(ErrorInfo reason) {
        return List.of();
    }

    default ProtocolException notAllowed(String pdu) {
        return new ProtocolException(pdu, 0, new Reason.NotAllowedHere(pdu, name()));
    }
}
