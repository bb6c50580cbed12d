package holdfast.desktops.x11;

import holdfast.desktops.DesktopInput;
import java.util.BitSet;

/** The mouse of one display. For the display's thread only. */
final class XPointer {
    private static final int NOTCH = 120;
    private static final int WHEEL_UP = 4;
    private static final int WHEEL_DOWN = 5;
    private static final int WHEEL_LEFT = 6;
    private static final int WHEEL_RIGHT = 7;

    /** More in one event is not a turn of a wheel. */
    private static final int MOST_NOTCHES = 20;

    private final XTest test;
    private final BitSet down = new BitSet(16);
    private int vertical;
    private int horizontal;

    XPointer(XTest test) {
        this.test = test;
    }

    void moved(DesktopInput.PointerMoved move) {
        test.move(move.x(), move.y());
    }

    void button(DesktopInput.PointerButton event) {
        int button =
                switch (event.button()) {
                    case 1 -> 1;
                    case 2 -> 3;
                    case 3 -> 2;
                    case 4 -> 8;
                    case 5 -> 9;
                    default -> 0;
                };
        test.move(event.x(), event.y());
        if (button != 0 && down.get(button) != event.down()) {
            down.set(button, event.down());
            test.button(button, event.down());
        }
    }

    /** Finer turns than a notch add up to one. */
    void wheel(DesktopInput.Wheel wheel) {
        test.move(wheel.x(), wheel.y());
        if (wheel.horizontal()) {
            horizontal = turn(horizontal, wheel.delta(), WHEEL_RIGHT, WHEEL_LEFT);
        } else {
            vertical = turn(vertical, wheel.delta(), WHEEL_UP, WHEEL_DOWN);
        }
    }

    void releaseAll() {
        for (int button = down.nextSetBit(0); button >= 0; ) {
            test.button(button, false);
            button = down.nextSetBit(button + 1);
        }
        down.clear();
        vertical = 0;
        horizontal = 0;
    }

    private int turn(int before, int delta, int positive, int negative) {
        // A turn back starts anew, so that a small one is felt at once.
        int sum = Integer.signum(before) == -Integer.signum(delta) ? delta : before + delta;
        int notches = Math.clamp(sum / NOTCH, -MOST_NOTCHES, MOST_NOTCHES);
        int button = notches > 0 ? positive : negative;
        for (int i = 0; i < Math.abs(notches); i++) {
            test.button(button, true);
            test.button(button, false);
        }
        return sum % NOTCH;
    }
}
