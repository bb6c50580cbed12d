package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;

/**
 * The driver shakes hands. Bytes that came in clear behind the request are refused: they would
 * count as protected afterwards.
 */
record AwaitTls(Negotiated negotiated) implements State {
    private static final Expectation NOT_A_BYTE = new Expectation(Expectation.Kind.NOTHING, 0);

    @Override
    public Expectation expects() {
        return NOT_A_BYTE;
    }

    State established() {
        return negotiated.protocol().networkLevelAuthentication()
                ? new AwaitCredSsp(negotiated)
                : new AwaitConnectInitial(negotiated);
    }

    @Override
    public State received(Frame frame, Step step) throws ProtocolException {
        throw notAllowed("frame");
    }
}
