package holdfast.desktops;

/** One thing that the user did. Positions are pixels of the picture. */
public sealed interface DesktopInput {
    /**
     * A key by its place on the keyboard.
     *
     * @param scancode PC/AT set 1, 0 to 0x7F
     * @param extended preceded by E0
     * @param extended1 preceded by E1 (the Pause key)
     */
    record Key(int scancode, boolean extended, boolean extended1, boolean down)
            implements DesktopInput {}

    /** A character by its UTF-16 code unit; code points past 0xFFFF come as two events. */
    record Unicode(char codeUnit, boolean down) implements DesktopInput {}

    /** The state of the client's lock keys. All keys are up ([MS-RDPBCGR] 2.2.8.1.2.2.5). */
    record Synchronize(boolean scrollLock, boolean numLock, boolean capsLock, boolean kanaLock)
            implements DesktopInput {}

    record PointerMoved(int x, int y) implements DesktopInput {}

    /**
     * @param button 1 left, 2 right, 3 middle, 4 back, 5 forward
     */
    record PointerButton(int x, int y, int button, boolean down) implements DesktopInput {}

    /**
     * @param delta in 120ths of a notch; positive is up, or right
     */
    record Wheel(int x, int y, int delta, boolean horizontal) implements DesktopInput {}

    /**
     * The client's keyboard layout, a Windows layout id such as 0x00000407. Told at each connect.
     */
    record KeyboardLayout(int layoutId) implements DesktopInput {}

    /** The client is gone: every key and button that is still down comes up. */
    record ReleaseAll() implements DesktopInput {}
}
