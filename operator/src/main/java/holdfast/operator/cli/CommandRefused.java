package holdfast.operator.cli;

/** A command cannot do what was asked; the message says the thing, the reason and the remedy. */
final class CommandRefused extends Exception {
    private static final long serialVersionUID = 1L;

    CommandRefused(String message) {
        super(message);
    }
}
