package holdfast.desktops.x11;

/** The XKEYBOARD extension: layouts, locks, the bell. */
final class Xkb {
    private static final int USE_EXTENSION = 0;
    private static final int SELECT_EVENTS = 1;
    private static final int GET_STATE = 4;
    private static final int LATCH_LOCK_STATE = 5;
    private static final int GET_KBD_BY_NAME = 23;

    private static final int CORE_KEYBOARD = 0x100;
    private static final int NEW_KEYBOARD_NOTIFY = 0;
    private static final int MAP_NOTIFY = 1;
    private static final int BELL_NOTIFY = 8;
    private static final int WATCHED =
            1 << NEW_KEYBOARD_NOTIFY | 1 << MAP_NOTIFY | 1 << BELL_NOTIFY;

    /** Types, symbols, modifiers: every part of the map. */
    private static final int ALL_MAP_PARTS = 0xFF;

    /** All that makes up a keyboard, and the same without its geometry, which nobody needs. */
    private static final int ALL_COMPONENTS = 0xFF;

    private static final int NEEDED_COMPONENTS = 0xBF;

    private final XConnection x;
    private final XExtension extension;

    /** Modifiers in force and the group; bits as in core events. */
    record State(int modifiers, int locked, int group) {}

    Xkb(XConnection x) {
        this.x = x;
        extension = XExtension.require(x, "XKEYBOARD");
        x.ask(extension.request(USE_EXTENSION).u16(1).u16(0));
    }

    /** Asks to be told of the bell and of other key maps. */
    void watch() {
        x.send(
                extension
                        .request(SELECT_EVENTS)
                        .u16(CORE_KEYBOARD)
                        .u16(WATCHED)
                        .u16(0)
                        .u16(WATCHED)
                        .u16(ALL_MAP_PARTS)
                        .u16(ALL_MAP_PARTS));
    }

    boolean isBell(XMessage event, int eventType) {
        return eventType == extension.firstEvent() && event.u8(1) == BELL_NOTIFY;
    }

    boolean isNewMap(XMessage event, int eventType) {
        return eventType == extension.firstEvent()
                && (event.u8(1) == NEW_KEYBOARD_NOTIFY || event.u8(1) == MAP_NOTIFY);
    }

    State state() {
        XMessage reply = x.ask(extension.request(GET_STATE).u16(CORE_KEYBOARD).u16(0));
        return new State(reply.u8(8), reply.u8(11), reply.u8(12));
    }

    /** Sets the locks of {@code affected} modifiers to those in {@code locked}. */
    void lock(int affected, int locked) {
        x.send(
                extension
                        .request(LATCH_LOCK_STATE)
                        .u16(CORE_KEYBOARD)
                        .u8(affected)
                        .u8(locked)
                        .u8(0) // groups stay
                        .u8(0)
                        .u8(0)
                        .skip(2)
                        .u8(0)
                        .u16(0));
    }

    /**
     * Has the server compile and load a keyboard from its own data base.
     *
     * @return false when the server has no such thing, or no compiler
     */
    boolean load(String keycodes, String symbols) {
        XRequest request =
                extension
                        .request(GET_KBD_BY_NAME)
                        .u16(CORE_KEYBOARD)
                        .u16(NEEDED_COMPONENTS)
                        .u16(ALL_COMPONENTS)
                        .u8(1)
                        .u8(0);
        for (String part : new String[] {"", keycodes, "complete", "complete", symbols, ""}) {
            request.u8(part.length()).latin1(part);
        }
        XMessage reply = x.ask(request);
        return reply.u8(10) != 0;
    }
}
