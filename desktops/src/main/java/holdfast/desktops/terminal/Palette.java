package holdfast.desktops.terminal;

/** The 256 colours: 16 named ones, a cube of 6×6×6, 24 greys (xterm's 256colres). */
public final class Palette {
    public static final int FOREGROUND = 0xD4D7DC;
    public static final int BACKGROUND = 0x14161B;
    public static final int CURSOR = 0xE6E9EE;

    private static final int[] COLOURS = new int[256];

    static {
        int[] named = {
            0x1E2127, 0xD0454C, 0x4FA65B, 0xC79A3A, 0x4C82D8, 0xA963C4, 0x3A9FAE, 0xB9BEC7,
            0x6B7280, 0xF0656B, 0x77CC7F, 0xE9C062, 0x76A9F5, 0xCB8BE4, 0x61C7D6, 0xF7F8FA,
        };
        System.arraycopy(named, 0, COLOURS, 0, named.length);
        for (int i = 0; i < 216; i++) {
            COLOURS[16 + i] = level(i / 36) << 16 | level(i / 6 % 6) << 8 | level(i % 6);
        }
        for (int i = 0; i < 24; i++) {
            COLOURS[232 + i] = (8 + 10 * i) * 0x010101;
        }
    }

    private Palette() {}

    private static int level(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }

    public static int rgb(int index) {
        return COLOURS[index & 0xFF];
    }

    /** The colour of a style's foreground: bold makes the eight dark ones bright. */
    public static int foreground(int colour, boolean bold) {
        if (Style.isIndexed(colour)) {
            int index = Style.value(colour);
            return rgb(bold && index < 8 ? index + 8 : index);
        }
        return Style.isDirect(colour) ? Style.value(colour) : FOREGROUND;
    }

    /** The colour of a style's background: blinking makes the eight dark ones bright. */
    public static int background(int colour, boolean blink) {
        if (Style.isIndexed(colour)) {
            int index = Style.value(colour);
            return rgb(blink && index < 8 ? index + 8 : index);
        }
        return Style.isDirect(colour) ? Style.value(colour) : BACKGROUND;
    }
}
