package holdfast.desktops.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which modes a program's output has switched, for who keeps only the end of that output: with
 * {@link #restore} before it, a terminal shows the rest as it was meant. Not safe for several
 * threads.
 */
public final class ModeMemory implements Parser.Sink {
    private static final Set<Integer> MICE = Set.of(9, 1000, 1002, 1003);
    private static final Set<Integer> OTHERS = Set.of(1, 5, 66, 1004, 1006, 2004);
    private static final Set<Integer> ALTERNATE = Set.of(47, 1047, 1049);

    private final Parser parser = new Parser(this);
    private final Set<Integer> on = new TreeSet<>();
    private boolean alternate;
    private boolean cursorHidden;
    private boolean wrapOff;

    /** Takes output that is about to be forgotten. */
    public void take(byte[] data, int from, int to) {
        parser.write(data, from, to);
    }

    /** What was taken ends between two characters or sequences. */
    public boolean atRest() {
        return parser.atRest();
    }

    /** Sequences that bring a fresh terminal to where it would be now. */
    public byte[] restore() {
        var text = new StringBuilder();
        if (alternate) {
            text.append("\033[?1049h");
        }
        on.forEach(mode -> text.append("\033[?").append(mode).append('h'));
        if (cursorHidden) {
            text.append("\033[?25l");
        }
        if (wrapOff) {
            text.append("\033[?7l");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void csi(Parameters p) {
        boolean set = p.last() == 'h';
        if (p.marker() != '?' || p.intermediate() != 0 || !set && p.last() != 'l') {
            return;
        }
        for (int i = 0; i < p.count(); i++) {
            mode(p.get(i, 0), set);
        }
    }

    private void mode(int mode, boolean set) {
        if (ALTERNATE.contains(mode)) {
            alternate = set;
        } else if (mode == 25) {
            cursorHidden = !set;
        } else if (mode == 7) {
            wrapOff = !set;
        } else if (MICE.contains(mode)) {
            on.removeAll(MICE);
            flag(mode, set);
        } else if (OTHERS.contains(mode)) {
            flag(mode, set);
        }
    }

    private void flag(int mode, boolean set) {
        if (set) {
            on.add(mode);
        } else {
            on.remove(mode);
        }
    }

    @Override
    public void escape(char intermediate, char last) {
        if (intermediate == 0 && last == 'c') {
            on.clear();
            alternate = false;
            cursorHidden = false;
            wrapOff = false;
        } else if (intermediate == 0 && (last == '=' || last == '>')) {
            flag(66, last == '=');
        }
    }

    @Override
    public void print(int codePoint) {}

    @Override
    public void control(int code) {}

    @Override
    public void osc(String text) {}
}
