package holdfast.desktops.terminal;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A terminal: {@link #write} takes a program's output, the rest says what is to be seen. Rows and
 * columns count from 0. Not safe for several threads at once; its desktop guards it.
 */
public final class Terminal implements Parser.Sink {
    /** Sides in cells; programs assume that there is something. */
    public static final int MIN_SIDE = 2;

    public static final int MAX_SIDE = 4096;

    /** G0 or G1 as DEC Special Graphics: what {@code `} to {@code ~} stand for then. */
    private static final String GRAPHICS = "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

    private final Parser parser = new Parser(this);
    private final Chars chars = new Chars();
    private final Scrollback history;
    private final Scrolls scrolls = new Scrolls();
    private final Consumer<byte[]> replies;
    private final Screen main;
    private Screen screen;
    private Modes modes = Modes.INITIAL;
    private boolean autoWrap = true;
    private boolean insert;
    private boolean cursorVisible = true;
    private boolean bell;
    private boolean muted;
    private int lastPrinted = ' ';

    /**
     * @param kept lines kept that scrolled off the top
     * @param replies takes what the terminal answers a program's questions
     */
    public Terminal(int columns, int rows, int kept, Consumer<byte[]> replies) {
        this.history = new Scrollback(kept);
        this.replies = replies;
        this.main = new Screen(side(columns), side(rows), chars, history, scrolls);
        this.screen = main;
    }

    private static int side(int cells) {
        return Math.clamp(cells, MIN_SIDE, MAX_SIDE);
    }

    /** Takes output. */
    public void write(byte[] data, int from, int to) {
        parser.write(data, from, to);
    }

    /** Takes output that was shown before: questions in it were answered then. */
    public void replay(byte[] data, int from, int to) {
        muted = true;
        try {
            parser.write(data, from, to);
        } finally {
            muted = false;
            bell = false;
        }
    }

    public void resize(int columns, int rows) {
        main.resize(side(columns), side(rows));
        if (screen != main) {
            screen.resize(side(columns), side(rows));
        }
        scrolls.clear();
    }

    public int columns() {
        return screen.columns();
    }

    public int rows() {
        return screen.rows();
    }

    public Modes modes() {
        return modes;
    }

    /** A program draws its own full screen, and nothing is kept of what scrolls off. */
    public boolean alternate() {
        return screen != main;
    }

    public boolean cursorVisible() {
        return cursorVisible;
    }

    public int cursorRow() {
        return screen.row;
    }

    public int cursorColumn() {
        return screen.column;
    }

    /** Lines above the screen that can be looked at. */
    public int keptLines() {
        return alternate() ? 0 : history.size();
    }

    /** True once after each time the program rang. */
    public boolean takeBell() {
        boolean rang = bell;
        bell = false;
        return rang;
    }

    /** What scrolled since {@link #scrollsSeen}. */
    public Scrolls scrolls() {
        return scrolls;
    }

    public void scrollsSeen() {
        scrolls.clear();
    }

    /**
     * Reads one row into {@code content} and {@code styles} at {@code at}. Content is for {@link
     * #text}; a negative one is the second cell of a wide character.
     *
     * @param back lines that the view is scrolled back
     */
    public void read(int row, int back, int[] content, long[] styles, int at) {
        int index = row - back;
        Line line =
                index >= 0
                        ? screen.line(index)
                        : history.line(history.size() + index, columns(), chars);
        System.arraycopy(line.chars, 0, content, at, columns());
        System.arraycopy(line.styles, 0, styles, at, columns());
    }

    /** The character, with its marks. */
    public String text(int content) {
        return chars.text(content);
    }

    /** The text of a row, for tests and for searching; without trailing blanks. */
    public String rowText(int row) {
        var text = new StringBuilder();
        for (int content : screen.line(row).chars) {
            if (content != Line.TAIL) {
                text.append(chars.text(content));
            }
        }
        return text.toString().stripTrailing();
    }

    @Override
    public void print(int codePoint) {
        int shown = codePoint;
        boolean graphics = screen.shifted ? screen.graphics1 : screen.graphics0;
        if (graphics && codePoint >= '`' && codePoint <= '~') {
            shown = GRAPHICS.charAt(codePoint - '`');
        }
        lastPrinted = shown;
        screen.print(shown, autoWrap, insert);
    }

    @Override
    public void control(int code) {
        switch (code) {
            case 0x07 -> bell = true;
            case 0x08 -> screen.backspace();
            case 0x09 -> screen.tab(1);
            case 0x0A, 0x0B, 0x0C -> {
                screen.lineFeed();
                if (modes.newLine()) {
                    screen.carriageReturn();
                }
            }
            case 0x0D -> screen.carriageReturn();
            case 0x0E -> screen.shifted = true;
            case 0x0F -> screen.shifted = false;
            default -> {}
        }
    }

    @Override
    public void escape(char intermediate, char last) {
        switch (intermediate) {
            case 0 -> plainEscape(last);
            case '(' -> screen.graphics0 = last == '0';
            case ')' -> screen.graphics1 = last == '0';
            case '#' -> {
                if (last == '8') {
                    screen.fillWithE();
                }
            }
            default -> {}
        }
    }

    private void plainEscape(char last) {
        switch (last) {
            case '7' -> screen.save();
            case '8' -> screen.restore();
            case 'D' -> screen.lineFeed();
            case 'E' -> {
                screen.lineFeed();
                screen.carriageReturn();
            }
            case 'H' -> screen.setTab();
            case 'M' -> screen.reverseLineFeed();
            case 'Z' -> reply("\033[?62;22c");
            case '=' -> modes = modes.withApplicationKeypad(true);
            case '>' -> modes = modes.withApplicationKeypad(false);
            case 'c' -> resetHard();
            default -> {}
        }
    }

    private void resetHard() {
        screen = main;
        resetSoft();
        screen.region(0, rows());
        screen.eraseDisplay(2);
        screen.moveTo(0, 0);
        modes = Modes.INITIAL;
    }

    /** DECSTR. */
    private void resetSoft() {
        modes = modes.withApplicationCursor(false).withApplicationKeypad(false);
        autoWrap = true;
        insert = false;
        cursorVisible = true;
        screen.style = Style.PLAIN;
        screen.originMode = false;
        screen.graphics0 = false;
        screen.graphics1 = false;
        screen.shifted = false;
        screen.top = 0;
        screen.bottom = rows();
        screen.save();
    }

    @Override
    public void csi(Parameters p) {
        if (p.intermediate() != 0) {
            withIntermediate(p);
        } else if (p.marker() == '?') {
            privateCsi(p);
        } else if (p.marker() == 0) {
            plainCsi(p);
        } else if (p.marker() == '>' && p.last() == 'c' && p.get(0, 0) == 0) {
            // Secondary device attributes: a VT220, of the age of an xterm that knows SGR mice.
            reply("\033[>1;277;0c");
        }
    }

    private void withIntermediate(Parameters p) {
        if (p.intermediate() == '!' && p.last() == 'p') {
            resetSoft();
        } else if (p.intermediate() == '$' && p.last() == 'p') {
            // DECRQM: no mode is reported as known, which sends programs the safe way.
            String marker = p.marker() == '?' ? "?" : "";
            reply("\033[" + marker + p.get(0, 0) + ";0$y");
        }
    }

    private void privateCsi(Parameters p) {
        switch (p.last()) {
            case 'h' -> privateModes(p, true);
            case 'l' -> privateModes(p, false);
            case 'J' -> screen.eraseDisplay(p.get(0, 0));
            case 'K' -> screen.eraseLine(p.get(0, 0));
            case 'n' -> {
                if (p.get(0, 0) == 6) {
                    reply("\033[?" + cursorReport() + "R");
                }
            }
            default -> {}
        }
    }

    private String cursorReport() {
        int from = screen.originMode ? screen.top : 0;
        return (screen.row - from + 1) + ";" + (screen.column + 1);
    }

    private void plainCsi(Parameters p) {
        int count = p.positive(0);
        switch (p.last()) {
            case '@' -> screen.insertChars(count);
            case 'A' -> screen.moveRows(-count);
            case 'B', 'e' -> screen.moveRows(count);
            case 'C', 'a' -> screen.moveColumns(count);
            case 'D' -> screen.moveColumns(-count);
            case 'E' -> {
                screen.moveRows(count);
                screen.carriageReturn();
            }
            case 'F' -> {
                screen.moveRows(-count);
                screen.carriageReturn();
            }
            case 'G', '`' -> column(count - 1);
            case 'H', 'f' -> screen.moveTo(count - 1, p.positive(1) - 1);
            case 'd' -> screen.moveTo(count - 1, screen.column);
            case 'I' -> screen.tab(count);
            case 'Z' -> screen.backTab(count);
            case 'J' -> screen.eraseDisplay(p.get(0, 0));
            case 'K' -> screen.eraseLine(p.get(0, 0));
            case 'L' -> screen.insertLines(count);
            case 'M' -> screen.deleteLines(count);
            case 'P' -> screen.deleteChars(count);
            case 'X' -> screen.eraseChars(count);
            case 'S' -> screen.scrollUp(count);
            case 'T' -> screen.scrollDown(screen.top, count);
            case 'b' -> repeat(count);
            case 'g' -> clearTabs(p.get(0, 0));
            case 'h' -> ansiModes(p, true);
            case 'l' -> ansiModes(p, false);
            case 'm' -> screen.style = Rendition.apply(screen.style, p);
            case 'r' ->
                    screen.region(
                            count - 1, Math.min(rows(), p.get(1, 0) == 0 ? rows() : p.get(1, 0)));
            case 's' -> screen.save();
            case 'u' -> screen.restore();
            default -> report(p);
        }
    }

    private void column(int to) {
        screen.moveColumns(to - screen.column);
    }

    private void repeat(int count) {
        for (int i = 0; i < Math.min(count, columns() * rows()); i++) {
            screen.print(lastPrinted, autoWrap, insert);
        }
    }

    private void clearTabs(int which) {
        if (which == 0 || which == 3) {
            screen.clearTab(which == 3);
        }
    }

    private void report(Parameters p) {
        int what = p.get(0, 0);
        switch (p.last()) {
            case 'c' -> {
                if (what == 0) {
                    // A VT220 with colours.
                    reply("\033[?62;22c");
                }
            }
            case 'n' -> {
                if (what == 5) {
                    reply("\033[0n");
                } else if (what == 6) {
                    reply("\033[" + cursorReport() + "R");
                }
            }
            case 't' -> {
                if (what == 18) {
                    reply("\033[8;" + rows() + ";" + columns() + "t");
                }
            }
            default -> {}
        }
    }

    private void ansiModes(Parameters p, boolean on) {
        for (int i = 0; i < p.count(); i++) {
            if (p.get(i, 0) == 4) {
                insert = on;
            } else if (p.get(i, 0) == 20) {
                modes = modes.withNewLine(on);
            }
        }
    }

    private void privateModes(Parameters p, boolean on) {
        for (int i = 0; i < p.count(); i++) {
            privateMode(p.get(i, 0), on);
        }
    }

    private void privateMode(int mode, boolean on) {
        switch (mode) {
            case 1 -> modes = modes.withApplicationCursor(on);
            case 5 -> modes = modes.withInverseScreen(on);
            case 6 -> {
                screen.originMode = on;
                screen.moveTo(0, 0);
            }
            case 7 -> autoWrap = on;
            case 25 -> cursorVisible = on;
            case 66 -> modes = modes.withApplicationKeypad(on);
            case 9 -> mouse(Modes.Mouse.PRESSES, on);
            case 1000 -> mouse(Modes.Mouse.BUTTONS, on);
            case 1002 -> mouse(Modes.Mouse.DRAGS, on);
            case 1003 -> mouse(Modes.Mouse.MOTION, on);
            case 1004 -> modes = modes.withFocusReports(on);
            case 1006 -> modes = modes.withSgrMouse(on);
            case 47, 1047 -> alternate(on);
            case 1048 -> saveOrRestore(on);
            case 1049 -> {
                if (on) {
                    main.save();
                }
                alternate(on);
                if (!on) {
                    main.restore();
                }
            }
            case 2004 -> modes = modes.withBracketedPaste(on);
            default -> {}
        }
    }

    private void mouse(Modes.Mouse wanted, boolean on) {
        modes = modes.withMouse(on ? wanted : Modes.Mouse.NONE);
    }

    private void saveOrRestore(boolean save) {
        if (save) {
            screen.save();
        } else {
            screen.restore();
        }
    }

    /** The alternate screen is made when it is needed, and always starts empty. */
    private void alternate(boolean on) {
        if (on && screen == main) {
            var other = new Screen(columns(), rows(), chars, null, scrolls);
            other.style = main.style;
            other.moveTo(main.row, main.column);
            screen = other;
        } else if (!on) {
            main.style = screen.style;
            screen = main;
        }
        scrolls.clear();
    }

    @Override
    public void osc(String text) {
        // What colours are there? Programs choose for dark or light ground by the answer.
        if (text.equals("10;?")) {
            reply("\033]10;" + specification(Palette.FOREGROUND) + "\033\\");
        } else if (text.equals("11;?")) {
            reply("\033]11;" + specification(Palette.BACKGROUND) + "\033\\");
        }
    }

    private static String specification(int rgb) {
        return "rgb:%1$02x%1$02x/%2$02x%2$02x/%3$02x%3$02x"
                .formatted(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    private void reply(String text) {
        if (!muted) {
            replies.accept(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
