package holdfast.desktops.x11;

/**
 * From PC/AT scan codes, set 1, as RDP sends them, to X keycodes as the {@code evdev} key names of
 * every X server on Linux have them: the kernel's key code and eight.
 */
final class Scancodes {
    static final int PAUSE = 127;

    private static final int FIRST_KEYCODE = 8;

    /** Up to here the kernel's codes are the scan codes themselves. */
    private static final int LAST_PLAIN = 0x53;

    private static final byte[] PLAIN = new byte[128];
    private static final byte[] EXTENDED = new byte[128];

    static {
        for (int code = 1; code <= LAST_PLAIN; code++) {
            PLAIN[code] = (byte) code;
        }
        fill(
                PLAIN, 0x54, 99, // Alt with Print
                0x56, 86, // the key beside left Shift
                0x57, 87, // F11
                0x58, 88, // F12
                0x59, 117, // = on the keypad
                0x5C, 95, // , on a Japanese keypad
                0x70, 93, // Hiragana and Katakana
                0x71, 123, // Hanja
                0x72, 122, // Hangul
                0x73, 89, // \ and _ of Japanese, / of Brazilian keyboards
                0x76, 194, // F24
                0x77, 91, // Hiragana
                0x78, 90, // Katakana
                0x79, 92, // Henkan
                0x7B, 94, // Muhenkan
                0x7D, 124, // Yen
                0x7E, 121); // . on a Brazilian keypad
        for (int i = 0; i < 11; i++) {
            PLAIN[0x64 + i] = (byte) (183 + i); // F13 to F23
        }
        fill(
                EXTENDED, 0x10, 165, // previous track
                0x19, 163, // next track
                0x1C, 96, // Enter on the keypad
                0x1D, 97, // right Ctrl
                0x20, 113, // mute
                0x21, 140, // calculator
                0x22, 164, // play and pause
                0x24, 166, // stop
                0x2E, 114, // softer
                0x30, 115, // louder
                0x32, 172, // home page
                0x35, 98, // divide on the keypad
                0x37, 99, // Print
                0x38, 100, // right Alt
                0x45, 69, // Num Lock
                0x46, 119, // Break
                0x47, 102, // Home
                0x48, 103, // up
                0x49, 104, // Page Up
                0x4B, 105, // left
                0x4D, 106, // right
                0x4F, 107, // End
                0x50, 108, // down
                0x51, 109, // Page Down
                0x52, 110, // Insert
                0x53, 111, // Delete
                0x5B, 125, // left Windows
                0x5C, 126, // right Windows
                0x5D, 127, // menu
                0x5E, 116, // power
                0x5F, 142, // sleep
                0x63, 143, // wake
                0x65, 217, // search
                0x66, 156, // favourites
                0x67, 173, // reload
                0x68, 128, // stop
                0x69, 159, // forward
                0x6A, 158, // back
                0x6B, 157, // computer
                0x6C, 155, // mail
                0x6D, 171, // media
                0x71, 123, // Hanja
                0x72, 122); // Hangul
    }

    private Scancodes() {}

    /** The X keycode, or 0 where no such key exists. */
    static int keycode(int scancode, boolean extended) {
        if (scancode < 0 || scancode > 127) {
            return 0;
        }
        int code = (extended ? EXTENDED : PLAIN)[scancode] & 0xFF;
        return code == 0 ? 0 : code + FIRST_KEYCODE;
    }

    private static void fill(byte[] table, int... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            table[pairs[i]] = (byte) pairs[i + 1];
        }
    }
}
