package holdfast.operator.control;

/**
 * The server will not or cannot do what was asked; the message says the thing, reason and remedy.
 */
public final class ControlRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    public ControlRefusal(String message) {
        super(message);
    }
}
