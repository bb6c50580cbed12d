package holdfast.desktops.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final List<String> replies = new ArrayList<>();
    private Terminal terminal = terminal(20, 4);

    private Terminal terminal(int columns, int rows) {
        return new Terminal(
                columns,
                rows,
                100,
                reply -> replies.add(new String(reply, StandardCharsets.US_ASCII)));
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        terminal.write(bytes, 0, bytes.length);
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < terminal.rows(); i++) {
            rows.add(terminal.rowText(i));
        }
        return rows;
    }

    private long style(int row, int column) {
        int[] content = new int[terminal.columns()];
        long[] styles = new long[terminal.columns()];
        terminal.read(row, 0, content, styles, 0);
        return styles[column];
    }

    private String back(int row, int back) {
        int[] content = new int[terminal.columns()];
        terminal.read(row, back, content, new long[terminal.columns()], 0);
        var text = new StringBuilder();
        for (int one : content) {
            text.append(one < 0 ? "" : terminal.text(one));
        }
        return text.toString().stripTrailing();
    }

    @Test
    void keepsEveryBitOfATrueColour() {
        write("\033[38;2;18;52;86;48:2::1:2:3mX");
        assertThat(Style.foreground(style(0, 0))).isEqualTo(Style.direct(0x12, 0x34, 0x56));
        assertThat(Style.background(style(0, 0))).isEqualTo(Style.direct(1, 2, 3));
    }

    @Test
    void knowsTheColoursAndAttributesOfXterm() {
        write("\033[1;4;7;38;5;123;101mX\033[22;24;27;39;49mY");
        long x = style(0, 0);
        assertThat(Style.attributes(x)).isEqualTo(Style.BOLD | Style.UNDERLINE | Style.INVERSE);
        assertThat(Style.foreground(x)).isEqualTo(Style.indexed(123));
        assertThat(Style.background(x)).isEqualTo(Style.indexed(9));
        assertThat(style(0, 1)).isEqualTo(Style.PLAIN);
    }

    @Test
    void takesUnderlineFormsAndUnknownNumbersForWhatTheyAre() {
        write("\033[4:3mX\033[4:0mY\033[>4;2mZ\033[58;5;1;3mW");
        assertThat(Style.attributes(style(0, 0))).isEqualTo(Style.UNDERLINE);
        assertThat(Style.attributes(style(0, 1))).isZero();
        assertThat(Style.attributes(style(0, 2))).isZero();
        assertThat(Style.attributes(style(0, 3))).isEqualTo(Style.ITALIC);
    }

    @Test
    void neverShowsHalfOfAWideCharacter() {
        write("中文a\r\033[CX");
        assertThat(rows().getFirst()).isEqualTo(" X文a");
        write("\r\033[2K1234567890123456789中b");
        assertThat(rows()).startsWith("1234567890123456789", "中b");
    }

    @Test
    void putsMarksOnTheCharacterBefore() {
        write("e\u0301x\u0323\u0302");
        assertThat(rows().getFirst()).isEqualTo("é" + "x\u0323\u0302");
        assertThat(terminal.cursorColumn()).isEqualTo(2);
    }

    @Test
    void wrapsOnlyWhenTheNextCharacterComes() {
        write("12345678901234567890");
        assertThat(terminal.cursorRow()).isZero();
        write("x");
        assertThat(rows()).startsWith("12345678901234567890", "x");
    }

    @Test
    void scrollsWithinTheRegionOnly() {
        write("a\r\nb\r\nc\r\nd\033[2;3r\033[3;1H\nX");
        assertThat(rows()).containsExactly("a", "c", "X", "d");
        assertThat(terminal.keptLines()).isZero();
        assertThat(terminal.scrolls().list()).containsExactly(new Scrolls.Scroll(1, 3, 1));
    }

    @Test
    void keepsWhatScrollsOffTheTop() {
        write("1\r\n2\r\n\033[31m3 中\033[m\r\n4\r\n5\r\n6\r\n7");
        assertThat(rows()).containsExactly("4", "5", "6", "7");
        assertThat(terminal.keptLines()).isEqualTo(3);
        assertThat(back(0, 1)).isEqualTo("3 中");
        assertThat(back(0, 3)).isEqualTo("1");
    }

    @Test
    void keepsNoMoreLinesThanItMay() {
        write("x\r\n".repeat(500));
        assertThat(terminal.keptLines()).isEqualTo(100);
    }

    @Test
    void comesBackFromTheAlternateScreenAsItWas() {
        write("main\033[?1049h\033[Halt\033[2;2H");
        assertThat(rows().getFirst()).isEqualTo("alt");
        assertThat(terminal.alternate()).isTrue();
        write("\033[?1049lX");
        assertThat(rows().getFirst()).isEqualTo("mainX");
    }

    @Test
    void drawsLinesWithTheGraphicsSetOfTheVt100() {
        write("\033(0lqk\033(Bq");
        assertThat(rows().getFirst()).isEqualTo("┌─┐q");
    }

    @Test
    void answersWhoAndWhereItIs() {
        write("\033[c\033[>c\033[3;5H\033[6n\033[?2026$p\033]11;?\033\\");
        assertThat(replies)
                .containsExactly(
                        "\033[?62;22c",
                        "\033[>1;277;0c",
                        "\033[3;5R",
                        "\033[?2026;0$y",
                        "\033]11;rgb:1414/1616/1b1b\033\\");
    }

    @Test
    void answersNothingInAReplay() {
        byte[] questions = "\033[c\033[6n".getBytes(StandardCharsets.US_ASCII);
        terminal.replay(questions, 0, questions.length);
        assertThat(replies).isEmpty();
    }

    @Test
    void tellsWhichMouseReportsAreWanted() {
        write("\033[?1002;1006h");
        assertThat(terminal.modes().mouse()).isEqualTo(Modes.Mouse.DRAGS);
        assertThat(terminal.modes().sgrMouse()).isTrue();
        write("\033[?1002l");
        assertThat(terminal.modes().mouse()).isEqualTo(Modes.Mouse.NONE);
    }

    @Test
    void breaksLongLinesAnewWhenTheWidthChanges() {
        write("one two three four five six\r\n$ ");
        terminal.resize(40, 4);
        assertThat(rows()).startsWith("one two three four five six", "$");
        assertThat(terminal.cursorRow()).isEqualTo(1);
        assertThat(terminal.cursorColumn()).isEqualTo(2);
        terminal.resize(10, 4);
        assertThat(rows()).containsExactly("one two th", "ree four f", "ive six", "$");
    }

    @Test
    void losesNoLineWhenTheHeightChanges() {
        write("1\r\n2\r\n3\r\n4");
        terminal.resize(20, 2);
        assertThat(rows()).containsExactly("3", "4");
        terminal.resize(20, 4);
        assertThat(rows()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void takesSequencesThatAreCutAnywhere() {
        byte[] text = "\033[31;1mä中😀\033]0;title\033\\é\033[m!".getBytes(StandardCharsets.UTF_8);
        for (byte one : text) {
            terminal.write(new byte[] {one}, 0, 1);
        }
        assertThat(rows().getFirst()).isEqualTo("ä中😀é!");
    }

    @Test
    void showsOneSignForEachBrokenCharacter() {
        byte[] broken = {(byte) 0xC3, 'a', (byte) 0x80, (byte) 0xED, (byte) 0xA0, (byte) 0x80, 'b'};
        terminal.write(broken, 0, broken.length);
        assertThat(rows().getFirst()).isEqualTo("\uFFFDa\uFFFD\uFFFDb");
    }

    @Test
    void movesTheRestWhenCharactersComeAndGo() {
        write("abcdef\033[3G\033[2@\033[6G\033[P");
        assertThat(rows().getFirst()).isEqualTo("ab  cef");
    }
}
