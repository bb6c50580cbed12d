package holdfast.desktops.console;

import holdfast.desktops.keyboard.KeyStroke;
import holdfast.desktops.terminal.Modes;
import java.nio.charset.StandardCharsets;

/** What a terminal sends for keys (xterm's "PC-Style Function Keys"). */
final class KeyEncoder {
    private static final char ESC = 0x1B;
    private static final String DELETE_CHARACTER = "\u007F";

    private KeyEncoder() {}

    static byte[] encode(KeyStroke stroke, Modes modes) {
        String text =
                switch (stroke) {
                    case KeyStroke.Typed typed -> typed(typed);
                    case KeyStroke.Pressed pressed -> pressed(pressed, modes);
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String typed(KeyStroke.Typed typed) {
        int sent = typed.control() ? controlled(typed.codePoint()) : typed.codePoint();
        return (typed.alt() ? String.valueOf(ESC) : "") + Character.toString(sent);
    }

    private static int controlled(int codePoint) {
        if (codePoint >= '@' && codePoint <= '~') {
            return codePoint & 0x1F;
        }
        return switch (codePoint) {
            case ' ', '2' -> 0x00;
            case '3' -> 0x1B;
            case '4' -> 0x1C;
            case '5' -> 0x1D;
            case '6' -> 0x1E;
            case '7', '/', '-' -> 0x1F;
            case '8', '?' -> 0x7F;
            default -> codePoint;
        };
    }

    private static String pressed(KeyStroke.Pressed key, Modes modes) {
        int modifier = 1 + (key.shift() ? 1 : 0) + (key.alt() ? 2 : 0) + (key.control() ? 4 : 0);
        String escape = key.alt() ? String.valueOf(ESC) : "";
        return switch (key.key()) {
            case ENTER -> escape + (modes.newLine() ? "\r\n" : "\r");
            case TAB -> escape + (key.shift() ? ESC + "[Z" : "\t");
            case BACKSPACE -> escape + (key.control() ? "\b" : DELETE_CHARACTER);
            case ESCAPE -> escape + ESC;
            case UP -> cursor('A', modifier, modes);
            case DOWN -> cursor('B', modifier, modes);
            case RIGHT -> cursor('C', modifier, modes);
            case LEFT -> cursor('D', modifier, modes);
            case HOME -> cursor('H', modifier, modes);
            case END -> cursor('F', modifier, modes);
            case INSERT -> numbered(2, modifier);
            case DELETE -> numbered(3, modifier);
            case PAGE_UP -> numbered(5, modifier);
            case PAGE_DOWN -> numbered(6, modifier);
            case F1 -> function('P', modifier);
            case F2 -> function('Q', modifier);
            case F3 -> function('R', modifier);
            case F4 -> function('S', modifier);
            case F5 -> numbered(15, modifier);
            case F6 -> numbered(17, modifier);
            case F7 -> numbered(18, modifier);
            case F8 -> numbered(19, modifier);
            case F9 -> numbered(20, modifier);
            case F10 -> numbered(21, modifier);
            case F11 -> numbered(23, modifier);
            case F12 -> numbered(24, modifier);
        };
    }

    private static String cursor(char last, int modifier, Modes modes) {
        if (modifier > 1) {
            return ESC + "[1;" + modifier + last;
        }
        return ESC + (modes.applicationCursor() ? "O" : "[") + last;
    }

    private static String function(char last, int modifier) {
        return modifier > 1 ? ESC + "[1;" + modifier + last : ESC + "O" + last;
    }

    private static String numbered(int number, int modifier) {
        return ESC + "[" + number + (modifier > 1 ? ";" + modifier : "") + "~";
    }
}
