package holdfast.desktops;

import java.util.Optional;

/** A desktop that outlives the server: it has a leader process and can be found again. */
public interface SessionDesktop extends Desktop {
    String sessionKey();

    Leader leader();

    /** The X display, such as {@code :12}; empty where there is none. */
    default String display() {
        return "";
    }

    /**
     * Whether a client shows it. While none does, nothing is kept that only serves a picture, and
     * {@link #watch} tells of nothing but the end. Not shown at first.
     */
    default void shown(boolean now) {}

    /** Empty where the desktop has no clipboard. */
    Optional<DesktopClipboard> clipboard();

    /**
     * Frees what this server holds of the desktop, and lets it run on; for a server that stops.
     * Idempotent; {@link #close} after it does nothing.
     */
    void leave();
}
