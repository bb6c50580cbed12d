package holdfast.protocol.connect;

/** The client's turn in CredSSP: [MS-RDPBCGR] 5.4.5.2. */
record AwaitCredSsp(Negotiated negotiated) implements State {
    @Override
    public Expectation expects() {
        return Expectation.CREDSSP;
    }

    @Override
    public State received(Frame frame, Step step) {
        step.tell(new Action.AuthenticateNetwork(frame.bytes()));
        return new AwaitCredSspAnswer(negotiated);
    }
}
