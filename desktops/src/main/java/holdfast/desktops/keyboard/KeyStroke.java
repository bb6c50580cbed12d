package holdfast.desktops.keyboard;

/** What the user typed. */
public sealed interface KeyStroke {
    /** A character, with Control or Alt held: those of AltGr are not told. */
    record Typed(int codePoint, boolean control, boolean alt) implements KeyStroke {}

    /** A key without a character. */
    record Pressed(NamedKey key, boolean shift, boolean control, boolean alt)
            implements KeyStroke {}
}
