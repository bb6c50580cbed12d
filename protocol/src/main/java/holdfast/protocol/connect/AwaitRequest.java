package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;

/** Nothing has come yet. */
record AwaitRequest() implements State {
    @Override
    public Expectation expects() {
        return Expectation.REQUEST;
    }

    @Override
    public State received(Frame frame, Step step) throws ProtocolException {
        var request = ConnectionRequest.decode(frame);
        return switch (Negotiation.of(step.config(), request.protocols())) {
            case Negotiation.Refused refused -> {
                // Nothing may follow a failure: Windows 7 would show the wrong error.
                if (refused.told()) {
                    step.send(ConnectionConfirm.failure(refused.failure()));
                }
                yield step.close(
                        new CloseReason.SecurityRefused(refused.failure(), refused.told()));
            }
            case Negotiation.Agreed agreed -> agreed(request, agreed, step);
        };
    }

    private static State agreed(ConnectionRequest request, Negotiation.Agreed agreed, Step step) {
        SecurityProtocol protocol = agreed.protocol();
        step.tell(
                new Action.Requested(
                        request.cookie(),
                        request.routingToken(),
                        request.correlationId(),
                        protocol));
        step.send(agreed.told() ? ConnectionConfirm.selected(protocol) : ConnectionConfirm.plain());
        var negotiated = new Negotiated(protocol, request.protocols());
        if (!protocol.enhanced()) {
            return new AwaitConnectInitial(negotiated);
        }
        step.tell(new Action.StartTls());
        return new AwaitTls(negotiated);
    }
}
