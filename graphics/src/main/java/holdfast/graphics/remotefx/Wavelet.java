package holdfast.graphics.remotefx;

/**
 * Three levels of the 5/3 wavelet over a tile of 64 by 64: [MS-RDPRFX] 3.1.8.1.4. The result is in
 * the order HL1, LH1, HH1, HL2, LH2, HH2, HL3, LH3, HH3, LL3, each row by row.
 */
final class Wavelet {
    /** Bits after the point in what goes in, so that nothing is lost to rounding. */
    static final int FRACTION_BITS = 5;

    /** Where LL3 starts. */
    static final int LL3 = 4032;

    private final Lifting lifting;
    private final int[] halves = new int[64 * Lifting.stride(32)];

    Wavelet(Lifting lifting) {
        this.lifting = lifting;
    }

    void transform(int[] tile) {
        level(tile, 0, 32);
        level(tile, 3072, 16);
        level(tile, 3840, 8);
    }

    /**
     * One level: the square of twice {@code side} at {@code at} becomes four bands in its place.
     */
    private void level(int[] tile, int at, int side) {
        lifting.columns(tile, at, side, halves);
        int stride = Lifting.stride(side);
        int hl = at;
        int lh = hl + side * side;
        int hh = lh + side * side;
        int ll = hh + side * side;
        for (int y = 0; y < side; y++) {
            int row = y * side;
            lifting.row(halves, y * stride, side, tile, hl + row, ll + row);
            lifting.row(halves, (side + y) * stride, side, tile, hh + row, lh + row);
        }
    }
}
