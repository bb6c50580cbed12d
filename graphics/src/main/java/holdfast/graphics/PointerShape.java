package holdfast.graphics;

/**
 * A mouse pointer: ARGB pixels, not premultiplied, rows from the top. {@link #HIDDEN} and {@link
 * #DEFAULT} are drawn by the client itself.
 */
public record PointerShape(int width, int height, int hotX, int hotY, int[] argb) {
    public static final PointerShape HIDDEN = new PointerShape(0, 0, 0, 0, new int[0]);
    public static final PointerShape DEFAULT = new PointerShape(0, 0, 0, 0, new int[0]);

    public PointerShape {
        if (argb.length != width * height) {
            throw new IllegalArgumentException(argb.length + " pixels for " + width + "x" + height);
        }
    }
}
