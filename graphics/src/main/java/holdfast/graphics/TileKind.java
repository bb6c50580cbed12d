package holdfast.graphics;

/** What an area of a picture is like, for the choice of a codec. */
public enum TileKind {
    /** One colour. */
    PLAIN,
    /** Text, lines, controls: exact codecs make it short and loss would be seen. */
    DRAWN,
    /** A photograph or video: exact codecs do not make it shorter. */
    PICTURE;

    private static final int RGB = 0xFFFFFF;

    /** In drawings at least one pixel in so many is as the one to its left or above it. */
    private static final int REPEATED_PART = 3;

    /** Looks at every second row of {@code area}, which lies within the picture. */
    public static TileKind of(FrameBuffer picture, Rect area) {
        int[] pixels = picture.pixels();
        int stride = picture.width();
        int first = pixels[area.y() * stride + area.x()];
        int others = 0;
        int repeated = 0;
        int seen = 0;
        for (int y = area.y() + 1; y < area.bottom(); y += 2) {
            int row = y * stride;
            int left = pixels[row + area.x()];
            for (int x = area.x(); x < area.right(); x++) {
                int pixel = pixels[row + x];
                int above = pixels[row - stride + x];
                others |= (pixel ^ first | above ^ first) & RGB;
                boolean repeats = ((pixel ^ left) & RGB) == 0 || ((pixel ^ above) & RGB) == 0;
                repeated += repeats ? 1 : 0;
                left = pixel;
            }
            seen += area.width();
        }
        for (int x = area.x(); x < area.right(); x++) {
            others |= (pixels[(area.bottom() - 1) * stride + x] ^ first) & RGB;
        }
        if (others == 0) {
            return PLAIN;
        }
        return repeated * REPEATED_PART >= seen ? DRAWN : PICTURE;
    }
}
