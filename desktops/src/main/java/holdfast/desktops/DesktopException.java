package holdfast.desktops;

/** A desktop cannot be had. The message is for the user and the administrator. */
public final class DesktopException extends Exception {
    public DesktopException(String message) {
        super(message);
    }

    public DesktopException(String message, Throwable cause) {
        super(message, cause);
    }
}
