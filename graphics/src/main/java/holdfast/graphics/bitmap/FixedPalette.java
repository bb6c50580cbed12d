package holdfast.graphics.bitmap;

/**
 * The one palette that clients of eight bits per pixel are given: a cube of six steps per colour,
 * then forty greys. It never changes, so it is sent once per activation.
 */
public final class FixedPalette {
    /** How many colours it has; a palette update always carries so many. */
    public static final int SIZE = 256;

    private static final int STEPS = 6;
    private static final int CUBE = STEPS * STEPS * STEPS;

    private static final int[] COLORS = colors();

    /** The nearest index for each colour of five bits per part. */
    private static final byte[] NEAREST = nearest();

    /** The nearest index for each grey: text on white is worth being exact about. */
    private static final byte[] GREY = greys();

    private FixedPalette() {}

    /** The colour 0x00RRGGBB at {@code index}, 0 to 255. */
    public static int rgb(int index) {
        return COLORS[index];
    }

    /**
     * The index, 0 to 255, of a colour near 0x00RRGGBB. Colours of the palette are found exactly.
     */
    public static int index(int rgb) {
        int grey = rgb & 0xFF;
        if ((rgb & 0xFFFFFF) == grey * 0x010101) {
            return GREY[grey] & 0xFF;
        }
        return NEAREST[rgb >> 9 & 0x7C00 | rgb >> 6 & 0x03E0 | rgb >> 3 & 0x001F] & 0xFF;
    }

    private static int[] colors() {
        int[] colors = new int[SIZE];
        int at = 0;
        for (int red = 0; red < STEPS; red++) {
            for (int green = 0; green < STEPS; green++) {
                for (int blue = 0; blue < STEPS; blue++) {
                    colors[at++] = red * 51 << 16 | green * 51 << 8 | blue * 51;
                }
            }
        }
        for (int i = 1; at < SIZE; i++) {
            colors[at++] = i * 255 / (SIZE - CUBE + 1) * 0x010101;
        }
        return colors;
    }

    private static byte[] nearest() {
        byte[] table = new byte[1 << 15];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) search(ColorDepth.RGB_15.toRgb(i));
        }
        return table;
    }

    private static byte[] greys() {
        byte[] table = new byte[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) search(i * 0x010101);
        }
        return table;
    }

    private static int search(int rgb) {
        int best = 0;
        int bestDistance = Integer.MAX_VALUE;
        for (int i = 0; i < SIZE; i++) {
            int red = (COLORS[i] >> 16) - (rgb >> 16);
            int green = (COLORS[i] >> 8 & 0xFF) - (rgb >> 8 & 0xFF);
            int blue = (COLORS[i] & 0xFF) - (rgb & 0xFF);
            // Eyes see green best, blue least.
            int distance = 3 * red * red + 6 * green * green + blue * blue;
            if (distance < bestDistance) {
                bestDistance = distance;
                best = i;
            }
        }
        return best;
    }
}
