package holdfast.desktops.terminal;

/**
 * How a cell looks, in a {@code long}: foreground in bits 0 to 25, background in 26 to 51,
 * attributes above. A colour is 24 bits of value and 2 of kind.
 */
public final class Style {
    /** Default colours, no attributes. */
    public static final long PLAIN = 0;

    public static final int BOLD = 1;
    public static final int DIM = 1 << 1;
    public static final int ITALIC = 1 << 2;
    public static final int UNDERLINE = 1 << 3;
    public static final int BLINK = 1 << 4;
    public static final int INVERSE = 1 << 5;
    public static final int CONCEALED = 1 << 6;
    public static final int STRUCK = 1 << 7;

    /** The cell has the cursor; never set by a program. */
    public static final int CURSOR = 1 << 8;

    /** Kinds of colours, and the colour that stands for "the default". */
    public static final int DEFAULT_COLOUR = 0;

    private static final int INDEXED = 1 << 24;
    private static final int DIRECT = 2 << 24;
    private static final int COLOUR_BITS = 26;
    private static final long COLOUR_MASK = (1L << COLOUR_BITS) - 1;
    private static final int ATTRIBUTES_SHIFT = 2 * COLOUR_BITS;
    private static final long BACKGROUND_MASK = COLOUR_MASK << COLOUR_BITS;

    private Style() {}

    /** A colour of the palette, 0 to 255. */
    public static int indexed(int index) {
        return INDEXED | index & 0xFF;
    }

    public static int direct(int red, int green, int blue) {
        return DIRECT | (red & 0xFF) << 16 | (green & 0xFF) << 8 | blue & 0xFF;
    }

    public static boolean isIndexed(int colour) {
        return (colour & INDEXED) != 0;
    }

    public static boolean isDirect(int colour) {
        return (colour & DIRECT) != 0;
    }

    /** The index, or 0xRRGGBB. */
    public static int value(int colour) {
        return colour & 0xFFFFFF;
    }

    public static int foreground(long style) {
        return (int) (style & COLOUR_MASK);
    }

    public static int background(long style) {
        return (int) (style >> COLOUR_BITS & COLOUR_MASK);
    }

    public static int attributes(long style) {
        return (int) (style >>> ATTRIBUTES_SHIFT);
    }

    public static boolean has(long style, int attribute) {
        return (attributes(style) & attribute) != 0;
    }

    static long withForeground(long style, int colour) {
        return style & ~COLOUR_MASK | colour;
    }

    static long withBackground(long style, int colour) {
        return style & ~BACKGROUND_MASK | (long) colour << COLOUR_BITS;
    }

    public static long with(long style, int attribute) {
        return style | (long) attribute << ATTRIBUTES_SHIFT;
    }

    static long without(long style, int attribute) {
        return style & ~((long) attribute << ATTRIBUTES_SHIFT);
    }

    /** What erased cells look like: the background stays ("bce" of terminfo). */
    static long erased(long style) {
        return style & BACKGROUND_MASK;
    }
}
