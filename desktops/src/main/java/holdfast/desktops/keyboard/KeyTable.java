package holdfast.desktops.keyboard;

import java.util.Optional;

/**
 * One layout: for each character key what it gives plain, with Shift, with AltGr and with both. A
 * table's text has four lines per level, one for each row of keys, from the top.
 */
final class KeyTable {
    /** Scancodes by row, from the left. The last of each short row is where ISO has a key more. */
    private static final int[][] ROWS = {
        {0x29, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D},
        {0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B},
        {0x1E, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28, 0x2B},
        {0x56, 0x2C, 0x2D, 0x2E, 0x2F, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x73},
    };

    /** Stands where a line would otherwise start with a blank. */
    private static final char NOTHING = '░';

    private static final int SCANCODES = 0x80;
    private static final int LEVELS = 4;

    /** By level and scancode; a blank is nothing. */
    private final char[][] levels = new char[LEVELS][SCANCODES];

    /**
     * @param levels each a text of up to four lines; missing lines and characters are nothing
     */
    KeyTable(String... levels) {
        for (int level = 0; level < levels.length; level++) {
            String[] rows = levels[level].split("\n", -1);
            for (int row = 0; row < Math.min(ROWS.length, rows.length); row++) {
                String keys = rows[row].stripTrailing();
                for (int i = 0; i < keys.length(); i++) {
                    if (keys.charAt(i) != ' ' && keys.charAt(i) != NOTHING) {
                        this.levels[level][ROWS[row][i]] = keys.charAt(i);
                    }
                }
            }
        }
    }

    Optional<Character> character(int scancode, boolean shift, boolean altGr) {
        if (scancode >= SCANCODES) {
            return Optional.empty();
        }
        char found = levels[(altGr ? 2 : 0) + (shift ? 1 : 0)][scancode];
        return found == 0 ? Optional.empty() : Optional.of(found);
    }
}
