package holdfast.server;

/** Holdfast cannot start. The message names the thing, the reason and the remedy, in one line. */
public final class ServerStartException extends Exception {
    private static final long serialVersionUID = 1L;

    public ServerStartException(String message) {
        super(message);
    }

    public ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
