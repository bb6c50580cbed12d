package holdfast.graphics.remotefx;

/** Value by value; says what {@link VectorLifting} does. */
final class ScalarLifting implements Lifting {
    @Override
    public void columns(int[] tile, int at, int side, int[] halves) {
        int width = 2 * side;
        int stride = Lifting.stride(side);
        for (int n = 0; n < side; n++) {
            int even = at + 2 * n * width;
            int odd = even + width;
            int next = n < side - 1 ? odd + width : even;
            int low = n * stride;
            int high = (side + n) * stride;
            int before = n > 0 ? high - stride : high;
            for (int x = 0; x < width; x++) {
                halves[high + x] = tile[odd + x] - (tile[even + x] + tile[next + x] >> 1) >> 1;
            }
            for (int x = 0; x < width; x++) {
                halves[low + x] = tile[even + x] + (halves[before + x] + halves[high + x] + 1 >> 1);
            }
        }
    }

    @Override
    public void row(int[] halves, int from, int side, int[] tile, int high, int low) {
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
