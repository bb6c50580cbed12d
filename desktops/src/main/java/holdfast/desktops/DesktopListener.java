package holdfast.desktops;

/**
 * Told of changes in a desktop, on any thread. Returns at once; several changes may be told as one.
 */
public interface DesktopListener {
    /** {@link Desktop#refresh} would find something new. */
    void damaged();

    /** {@link Desktop#pointer} has changed. */
    void pointerChanged();

    /** {@link Desktop#size} has changed; the next refresh must use a picture of the new size. */
    void resized();

    /** The program rang the bell. */
    default void bell() {}

    /** The desktop has ended by itself: its program is gone. Told once. */
    void ended(DesktopEnd end);
}
