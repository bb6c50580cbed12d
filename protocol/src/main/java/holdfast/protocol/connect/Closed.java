package holdfast.protocol.connect;

/** The end. Bytes that arrive after a close are normal and are not looked at. */
record Closed() implements State {
    @Override
    public Expectation expects() {
        return Expectation.NOTHING;
    }

    @Override
    public boolean stable() {
        return true;
    }

    @Override
    public State received(Frame frame, Step step) {
        return this;
    }
}
