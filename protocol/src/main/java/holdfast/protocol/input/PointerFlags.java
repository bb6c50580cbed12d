package holdfast.protocol.input;

import java.util.List;

/**
 * The pointerFlags of mouse events, common to both paths: [MS-RDPBCGR] 2.2.8.1.1.3.1.1.3 and .4.
 */
final class PointerFlags {
    static final int HORIZONTAL_WHEEL = 0x0400;
    static final int WHEEL = 0x0200;
    static final int MOVE = 0x0800;
    static final int DOWN = 0x8000;
    static final int BUTTON1 = 0x1000;
    static final int BUTTON2 = 0x2000;
    static final int BUTTON3 = 0x4000;
    static final int XBUTTON1 = 0x0001;
    static final int XBUTTON2 = 0x0002;

    /** WheelRotationMask with PTRFLAGS_WHEEL_NEGATIVE: a number of nine bits with sign. */
    private static final int ROTATION_BITS = 9;

    private PointerFlags() {}

    /**
     * Adds what a TS_POINTER_EVENT says. Other flags are ignored in a wheel event, as the
     * specification has it: rdesktop sets DOWN there.
     */
    static void mouse(int flags, int x, int y, List<InputEvent> out) {
        if ((flags & (WHEEL | HORIZONTAL_WHEEL)) != 0) {
            int delta = flags << (32 - ROTATION_BITS) >> (32 - ROTATION_BITS);
            if (delta != 0) {
                out.add(new InputEvent.Wheel(delta, (flags & WHEEL) == 0));
            }
            return;
        }
        if ((flags & MOVE) != 0) {
            out.add(new InputEvent.MouseMove(x, y));
        }
        button(flags, BUTTON1, 1, x, y, out);
        button(flags, BUTTON2, 2, x, y, out);
        button(flags, BUTTON3, 3, x, y, out);
    }

    /** Adds what a TS_POINTERX_EVENT says. */
    static void extendedMouse(int flags, int x, int y, List<InputEvent> out) {
        button(flags, XBUTTON1, 4, x, y, out);
        button(flags, XBUTTON2, 5, x, y, out);
    }

    private static void button(
            int flags, int mask, int button, int x, int y, List<InputEvent> out) {
        if ((flags & mask) != 0) {
            out.add(new InputEvent.MouseButton(x, y, button, (flags & DOWN) != 0));
        }
    }
}
