package holdfast.graphics.remotefx;

/**
 * Three levels of the 5/3 wavelet over a tile of 64 by 64: [MS-RDPRFX] 3.1.8.1.4. The result is in
 * the order HL1, LH1, HH1, HL2, LH2, HH2, HL3, LH3, HH3, LL3, each row by row.
 */
final class Wavelet {
    /** Bits after the point in what goes in, so that nothing is lost to rounding. */
    static final int FRACTION_BITS = 5;

    private final int[] halves = new int[64 * 64];

    void transform(int[] tile) {
        level(tile, 0, 32);
        level(tile, 3072, 16);
        level(tile, 3840, 8);
    }

    /**
     * One level: the square of twice {@code side} at {@code at} becomes four bands in its place.
     */
    private void level(int[] tile, int at, int side) {
        columns(tile, at, side);
        int band = side * side;
        for (int y = 0; y < side; y++) {
            rows(tile, y * 2 * side, at + y * side, at + 3 * band + y * side, side);
            rows(tile, (side + y) * 2 * side, at + 2 * band + y * side, at + band + y * side, side);
        }
    }

    /** Down the columns: rows of averages, then rows of differences, in {@link #halves}. */
    private void columns(int[] tile, int at, int side) {
        int width = 2 * side;
        for (int n = 0; n < side; n++) {
            int even = at + 2 * n * width;
            int odd = even + width;
            int next = n < side - 1 ? odd + width : even;
            int low = n * width;
            int high = (side + n) * width;
            int before = n > 0 ? high - width : high;
            for (int x = 0; x < width; x++) {
                halves[high + x] = tile[odd + x] - (tile[even + x] + tile[next + x] >> 1) >> 1;
            }
            for (int x = 0; x < width; x++) {
                halves[low + x] = tile[even + x] + (halves[before + x] + halves[high + x] + 1 >> 1);
            }
        }
    }

    /** Along a row of {@link #halves}. */
    private void rows(int[] tile, int from, int high, int low, int side) {
        int even = halves[from];
        int before = 0;
        for (int n = 0; n < side; n++) {
            int next = n < side - 1 ? halves[from + 2 * n + 2] : even;
            int difference = halves[from + 2 * n + 1] - (even + next >> 1) >> 1;
            before = n == 0 ? difference : before;
            tile[high + n] = difference;
            tile[low + n] = even + (before + difference + 1 >> 1);
            before = difference;
            even = next;
        }
    }
}
