package holdfast.desktops.console;

import holdfast.desktops.terminal.Modes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a terminal sends for the mouse (xterm's "Mouse Tracking"). For the input's thread. */
final class MouseEncoder {
    private static final int MOTION = 32;
    private static final int WHEEL = 64;
    private static final int RELEASED = 3;
    private static final int LARGEST = 223;

    private int held = RELEASED;
    private int lastColumn = -1;
    private int lastRow = -1;

    /**
     * @param button 0 left, 1 middle, 2 right
     */
    Optional<byte[]> button(
            Modes modes, int button, boolean down, int column, int row, int modifiers) {
        held = down ? button : RELEASED;
        boolean wanted =
                switch (modes.mouse()) {
                    case NONE -> false;
                    case PRESSES -> down;
                    case BUTTONS, DRAGS, MOTION -> true;
                };
        if (!wanted) {
            return Optional.empty();
        }
        int marks = modes.mouse() == Modes.Mouse.PRESSES ? 0 : modifiers;
        return Optional.of(report(modes, button, marks, down, column, row));
    }

    Optional<byte[]> moved(Modes modes, int column, int row, int modifiers) {
        boolean sameCell = column == lastColumn && row == lastRow;
        lastColumn = column;
        lastRow = row;
        boolean wanted =
                modes.mouse() == Modes.Mouse.MOTION
                        || modes.mouse() == Modes.Mouse.DRAGS && held != RELEASED;
        return wanted && !sameCell
                ? Optional.of(report(modes, held, modifiers | MOTION, true, column, row))
                : Optional.empty();
    }

    /** One notch. */
    Optional<byte[]> wheel(Modes modes, boolean up, int column, int row, int modifiers) {
        return modes.mouse() == Modes.Mouse.NONE || modes.mouse() == Modes.Mouse.PRESSES
                ? Optional.empty()
                : Optional.of(report(modes, up ? WHEEL : WHEEL + 1, modifiers, true, column, row));
    }

    private static byte[] report(
            Modes modes, int button, int marks, boolean down, int column, int row) {
        if (modes.sgrMouse()) {
            String text =
                    "\033[<"
                            + (button | marks)
                            + ";"
                            + (column + 1)
                            + ";"
                            + (row + 1)
                            + (down ? "M" : "m");
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        int code = (down ? button : RELEASED) | marks;
        return new byte[] {
            0x1B,
            '[',
            'M',
            (byte) (32 + code),
            (byte) (33 + Math.min(column, LARGEST - 1)),
            (byte) (33 + Math.min(row, LARGEST - 1))
        };
    }
}
