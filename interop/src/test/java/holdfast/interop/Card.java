package holdfast.interop;

import java.nio.file.Path;

/**
 * A test card in the session's shell: text, every colour, lines and wide characters, and under it a
 * bar whose colour is computed from what was typed, so that no echo can pass for it.
 */
public final class Card {
    /** How long the bar is at least, in pixels; nothing else on the card runs so far. */
    public static final int BAR_LENGTH = 300;

    private static final int GREEN = 0x33;
    private static final int BLUE = 0x66;

    static final String SCRIPT =
            """
            unset HISTFILE
            count() {
                ( while kill -0 $$ 2>/dev/null && sleep 0.2; do printf x >> "$1"; done ) &
            }
            card() {
                printf '\\033[2J\\033[H'
                for i in $(seq 0 255); do printf '\\033[38;5;%dm%02x\\033[48;5;%dm \\033[0m' $i $i $i; done
                printf '\\n'
                for i in $(seq 0 63); do printf '\\033[48;2;%d;%d;%dm ' $((i*4)) $((255-i*4)) $((i*i%256)); done
                printf '\\033[0m\\n\\033[1mbold\\033[0m \\033[3mitalic\\033[0m \\033[4munderlined\\033[0m \\033[7mreverse\\033[0m\\n'
                printf '┌──┬──┐ ░▒▓█ Füße, naïve, Ελλάδα, мир, 漢字かな, ✓ €\\n└──┴──┘\\n'
                printf '\\033[48;2;%d;51;102m%48s\\033[0m\\n' $(($1*$2)) ''
            }
            """;

    private Card() {}

    /** What to type to load the card into a shell. */
    public static String load(Server server) {
        Path script = server.folder().resolve("shell");
        return ". " + script;
    }

    /** What to type to see a card. */
    public static String draw(int a, int b) {
        return "card " + a + " " + b;
    }

    /** The bar's colour. */
    public static int bar(int a, int b) {
        return a * b << 16 | GREEN << 8 | BLUE;
    }
}
