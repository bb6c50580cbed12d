package holdfast.desktops.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class TerminalFuzzTest {
    @FuzzTest
    void standsWhateverAProgramWrites(byte[] input) {
        var terminal = new Terminal(13, 5, 20, _ -> {});
        int half = input.length / 2;
        terminal.write(input, 0, half);
        terminal.resize(7 + half % 20, 2 + half % 9);
        terminal.write(input, half, input.length);
        int[] content = new int[terminal.columns()];
        long[] styles = new long[terminal.columns()];
        for (int row = 0; row < terminal.rows(); row++) {
            for (int back = 0; back <= terminal.keptLines(); back++) {
                terminal.read(row, back, content, styles, 0);
            }
            assertThat(terminal.rowText(row)).isNotNull();
        }
        assertThat(terminal.cursorRow()).isBetween(0, terminal.rows() - 1);
        assertThat(terminal.cursorColumn()).isBetween(0, terminal.columns() - 1);
    }
}
