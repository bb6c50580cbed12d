package holdfast.sessions;

/** What became of an operator's request. */
public sealed interface OperatorAnswer {
    record Done() implements OperatorAnswer {}

    record NotFound(int session) implements OperatorAnswer {}

    /** It exists and cannot do this now; {@code why} is a sentence that says what to do. */
    record NotPossible(int session, String why) implements OperatorAnswer {}
}
