package holdfast.client;

import holdfast.protocol.wire.WireWriter;

/** Fast-path input, [MS-RDPBCGR] 2.2.8.1.2, for text on a US keyboard (set 1 scancodes). */
final class Keys {
    private static final int RELEASE = 0x01;
    private static final String[] ROWS = {
        "1234567890-=", "qwertyuiop[]", "asdfghjkl;'`", "\\zxcvbnm,./"
    };
    private static final int[] FIRST = {0x02, 0x10, 0x1E, 0x2B};

    private Keys() {}

    /** The key of {@code c} pressed and released, in one PDU. */
    static byte[] tap(char c) {
        int code = code(c);
        return new WireWriter(6).u8(2 << 2).u8(6).u8(0).u8(code).u8(RELEASE).u8(code).toByteArray();
    }

    private static int code(char c) {
        switch (c) {
            case '\n' -> {
                return 0x1C;
            }
            case '\b' -> {
                return 0x0E;
            }
            case ' ' -> {
                return 0x39;
            }
            default -> {
                for (int row = 0; row < ROWS.length; row++) {
                    int at = ROWS[row].indexOf(c);
                    if (at >= 0) {
                        return FIRST[row] + at;
                    }
                }
                throw new IllegalArgumentException("no key types '" + c + "' without another");
            }
        }
    }
}
