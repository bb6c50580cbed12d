package holdfast.graphics.remotefx;

/**
 * The inner loops of {@link Wavelet}: each pair of values becomes a difference (high) and an
 * average (low), along columns or rows.
 */
sealed interface Lifting permits ScalarLifting, VectorLifting {
    /**
     * Down the columns of a square of twice {@code side} at {@code at}.
     *
     * @param halves gets {@code side} rows of averages, then as many of differences, each {@link
     *     #stride} long; what stands in a row beyond its end is of no use
     */
    void columns(int[] tile, int at, int side, int[] halves);

    /** Along one row: {@code side} differences and as many averages. */
    void row(int[] halves, int from, int side, int[] tile, int high, int low);

    /** From one row of halves to the next: there is room for what a row is continued with. */
    static int stride(int side) {
        return 2 * side + 16;
    }

    /** The quickest for this machine. The vector module must have been added for the fast one. */
    static Lifting best() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors && VectorLifting.suits() ? new VectorLifting() : new ScalarLifting();
    }
}
