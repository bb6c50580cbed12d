package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireWriter;

/** The server's turn in CredSSP: a client that speaks on meanwhile has to wait. */
record AwaitCredSspAnswer(Negotiated negotiated) implements State {
    /** Early User Authorization Result PDU, [MS-RDPBCGR] 2.2.10.2. */
    private static final int AUTHZ_SUCCESS = 0;

    private static final int AUTHZ_ACCESS_DENIED = 5;

    @Override
    public Expectation expects() {
        return Expectation.NOTHING;
    }

    @Override
    public boolean serversTurn() {
        return true;
    }

    State answered(NetworkAuthentication answer, Step step) {
        return switch (answer) {
            case NetworkAuthentication.Continue(byte[] reply) -> {
                step.send(reply);
                yield new AwaitCredSsp(negotiated);
            }
            case NetworkAuthentication.Failed failed -> {
                failed.reply().ifPresent(step::send);
                yield step.close(new CloseReason.AuthenticationFailed());
            }
            case NetworkAuthentication.Done done -> {
                done.reply().ifPresent(step::send);
                yield done(done.authorized(), step);
            }
        };
    }

    private State done(boolean authorized, Step step) {
        if (negotiated.protocol() == SecurityProtocol.HYBRID_EX) {
            int result = authorized ? AUTHZ_SUCCESS : AUTHZ_ACCESS_DENIED;
            step.send(new WireWriter(4).u32(result).toByteArray());
            if (!authorized) {
                return step.close(new CloseReason.NotAuthorized());
            }
        }
        return new AwaitConnectInitial(negotiated);
    }

    @Override
    public State received(Frame frame, Step step) throws ProtocolException {
        throw notAllowed("TSRequest");
    }
}
