package holdfast.desktops.terminal;

/**
 * What a program has switched on that its user's side must know (xterm's "DEC Private Mode Set").
 * Immutable.
 *
 * @param applicationCursor cursor keys send SS3
 * @param applicationKeypad the number pad sends sequences
 * @param bracketedPaste pasted text is marked as such
 * @param focusReports gaining and losing the focus is told
 * @param mouse which mouse events are told
 * @param sgrMouse they are told in the form without limits
 * @param inverseScreen default colours are exchanged
 * @param newLine Return sends CR LF
 */
public record Modes(
        boolean applicationCursor,
        boolean applicationKeypad,
        boolean bracketedPaste,
        boolean focusReports,
        Mouse mouse,
        boolean sgrMouse,
        boolean inverseScreen,
        boolean newLine) {
    /** Which mouse events a program wants. */
    public enum Mouse {
        NONE,
        /** Presses only, as X10 had it. */
        PRESSES,
        /** Presses and releases. */
        BUTTONS,
        /** And motion while a button is down. */
        DRAGS,
        /** And all motion. */
        MOTION
    }

    public static final Modes INITIAL =
            new Modes(false, false, false, false, Mouse.NONE, false, false, false);

    Modes withApplicationCursor(boolean on) {
        return new Modes(
                on,
                applicationKeypad,
                bracketedPaste,
                focusReports,
                mouse,
                sgrMouse,
                inverseScreen,
                newLine);
    }

    Modes withApplicationKeypad(boolean on) {
        return new Modes(
                applicationCursor,
                on,
                bracketedPaste,
                focusReports,
                mouse,
                sgrMouse,
                inverseScreen,
                newLine);
    }

    Modes withBracketedPaste(boolean on) {
        return new Modes(
                applicationCursor,
                applicationKeypad,
                on,
                focusReports,
                mouse,
                sgrMouse,
                inverseScreen,
                newLine);
    }

    Modes withFocusReports(boolean on) {
        return new Modes(
                applicationCursor,
                applicationKeypad,
                bracketedPaste,
                on,
                mouse,
                sgrMouse,
                inverseScreen,
                newLine);
    }

    Modes withMouse(Mouse wanted) {
        return new Modes(
                applicationCursor,
                applicationKeypad,
                bracketedPaste,
                focusReports,
                wanted,
                sgrMouse,
                inverseScreen,
                newLine);
    }

    Modes withSgrMouse(boolean on) {
        return new Modes(
                applicationCursor,
                applicationKeypad,
                bracketedPaste,
                focusReports,
                mouse,
                on,
                inverseScreen,
                newLine);
    }

    Modes withInverseScreen(boolean on) {
        return new Modes(
                applicationCursor,
                applicationKeypad,
                bracketedPaste,
                focusReports,
                mouse,
                sgrMouse,
                on,
                newLine);
    }

    Modes withNewLine(boolean on) {
        return new Modes(
                applicationCursor,
                applicationKeypad,
                bracketedPaste,
                focusReports,
                mouse,
                sgrMouse,
                inverseScreen,
                on);
    }
}
