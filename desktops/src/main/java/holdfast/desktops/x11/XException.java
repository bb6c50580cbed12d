package holdfast.desktops.x11;

/**
 * The X server said no, said nothing, or is gone. Unchecked: it ends the piece of work at hand, and
 * the display's thread decides what follows.
 */
final class XException extends RuntimeException {
    static final int BAD_ACCESS = 10;

    private final int error;

    XException(String message) {
        this(message, 0);
    }

    private XException(String message, int error) {
        super(message);
        this.error = error;
    }

    /** The code of the X error; 0 when it is none. */
    int error() {
        return error;
    }

    /** An X error: which request it answers and why. */
    static XException of(XMessage error) {
        int request = error.u8(10);
        int minor = error.u16(8);
        return new XException(
                "X error %d to request %d.%d, about %d"
                        .formatted(error.u8(1), request, minor, error.u32(4)),
                error.u8(1));
    }
}
