package holdfast.desktops.screen;

import java.util.Arrays;

/** Text that is being typed, kept so that it can be wiped. For its screen's guard. */
final class Typing {
    private static final int MAX = 512;

    private final char[] text = new char[MAX];
    private int length;
    private int caret;

    Typing(String preset) {
        length = Math.min(MAX, preset.length());
        preset.getChars(0, length, text, 0);
        caret = length;
    }

    int length() {
        return length;
    }

    int caret() {
        return caret;
    }

    void type(int codePoint) {
        char[] units = Character.toChars(codePoint);
        if (length + units.length <= MAX) {
            System.arraycopy(text, caret, text, caret + units.length, length - caret);
            System.arraycopy(units, 0, text, caret, units.length);
            caret += units.length;
            length += units.length;
        }
    }

    void backspace() {
        if (caret > 0) {
            int from = before(caret);
            cut(from, caret);
            caret = from;
        }
    }

    void delete() {
        if (caret < length) {
            cut(caret, after(caret));
        }
    }

    private void cut(int from, int to) {
        System.arraycopy(text, to, text, from, length - to);
        Arrays.fill(text, length - (to - from), length, '\0');
        length -= to - from;
    }

    void move(int by) {
        if (by < 0 && caret > 0) {
            caret = before(caret);
        } else if (by > 0 && caret < length) {
            caret = after(caret);
        }
    }

    void toStart() {
        caret = 0;
    }

    void toEnd() {
        caret = length;
    }

    private int before(int at) {
        boolean pair = at > 1 && Character.isSurrogatePair(text[at - 2], text[at - 1]);
        return at - (pair ? 2 : 1);
    }

    private int after(int at) {
        boolean pair = at + 1 < length && Character.isSurrogatePair(text[at], text[at + 1]);
        return at + (pair ? 2 : 1);
    }

    /** Only of what may be seen. */
    String shown() {
        return new String(text, 0, length);
    }

    /** A copy; this is wiped. */
    char[] take() {
        char[] copy = Arrays.copyOf(text, length);
        wipe();
        return copy;
    }

    void wipe() {
        Arrays.fill(text, '\0');
        length = 0;
        caret = 0;
    }
}
