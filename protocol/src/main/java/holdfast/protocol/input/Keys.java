package holdfast.protocol.input;

/** Where clients disagree about scan codes. */
final class Keys {
    private static final int RIGHT_SHIFT = 0x36;

    private Keys() {}

    /**
     * A key event. Right Shift never has the E0 prefix, but clients with Japanese or Chinese
     * layouts send it with one; there is no other key at that place.
     */
    static InputEvent.Key key(int scancode, boolean extended, boolean extended1, boolean down) {
        return new InputEvent.Key(scancode, extended && scancode != RIGHT_SHIFT, extended1, down);
    }
}
