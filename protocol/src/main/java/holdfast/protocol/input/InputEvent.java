package holdfast.protocol.input;

/**
 * One thing that the user did, the same for fast-path and slow-path clients. Positions are what the
 * client said: 0 to 65535, not yet cut to the desktop.
 */
public sealed interface InputEvent {
    /**
     * A key by its place on the keyboard, PC/AT scan code set 1.
     *
     * @param scancode 0 to 0xFF, as sent
     * @param extended preceded by E0
     * @param extended1 preceded by E1 (the Pause key)
     */
    record Key(int scancode, boolean extended, boolean extended1, boolean down)
            implements InputEvent {}

    /** A character by its UTF-16 code unit; code points past 0xFFFF come as two events. */
    record Unicode(char codeUnit, boolean down) implements InputEvent {}

    /**
     * The state of the client's lock keys. Every key is up when this comes (mstsc sends it when its
     * window gets the focus).
     */
    record Synchronize(boolean scrollLock, boolean numLock, boolean capsLock, boolean kanaLock)
            implements InputEvent {}

    record MouseMove(int x, int y) implements InputEvent {}

    /**
     * @param button 1 left, 2 right, 3 middle, 4 back, 5 forward
     */
    record MouseButton(int x, int y, int button, boolean down) implements InputEvent {}

    /**
     * A turn of the wheel where the pointer is. It has no position of its own: Windows App and
     * FreeRDP send (0, 0) with it, so the last position counts.
     *
     * @param delta in 120ths of a notch, -256 to 255 and never 0; positive is up, or right. Windows
     *     App sends less than a whole notch at a time.
     */
    record Wheel(int delta, boolean horizontal) implements InputEvent {}

    /**
     * The client's clock when it handled the input before this event, for its own statistics.
     *
     * @param millis unsigned 32 bits
     */
    record QoeTimestamp(long millis) implements InputEvent {}
}
