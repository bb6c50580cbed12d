package holdfast.graphics.remotefx;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight values at a time. Compilers do not find the vectors in {@link ScalarLifting} by themselves,
 * since for all they know both arrays are one.
 */
final class VectorLifting implements Lifting {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_256;
    private static final int LANES = 8;

    /** Every second of sixteen values; negative numbers stand for the second eight. */
    private static final VectorShuffle<Integer> EVEN =
            VectorShuffle.fromValues(SPECIES, 0, 2, 4, 6, -8, -6, -4, -2);

    private static final VectorShuffle<Integer> ODD =
            VectorShuffle.fromValues(SPECIES, 1, 3, 5, 7, -7, -5, -3, -1);

    /** Differences of a row, after the one that stands before the first. */
    private final int[] differences = new int[1 + 32];

    static boolean suits() {
        return IntVector.SPECIES_PREFERRED.length() >= LANES;
    }

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
            for (int x = 0; x < width; x += LANES) {
                IntVector here = IntVector.fromArray(SPECIES, tile, even + x);
                IntVector difference =
                        difference(
                                here,
                                IntVector.fromArray(SPECIES, tile, odd + x),
                                IntVector.fromArray(SPECIES, tile, next + x));
                difference.intoArray(halves, high + x);
                average(here, IntVector.fromArray(SPECIES, halves, before + x), difference)
                        .intoArray(halves, low + x);
            }
        }
    }

    @Override
    public void row(int[] halves, int from, int side, int[] tile, int high, int low) {
        halves[from + 2 * side] = halves[from + 2 * side - 2];
        for (int n = 0; n < side; n += LANES) {
            int at = from + 2 * n;
            IntVector one = IntVector.fromArray(SPECIES, halves, at);
            IntVector two = IntVector.fromArray(SPECIES, halves, at + LANES);
            IntVector next =
                    IntVector.fromArray(SPECIES, halves, at + 2)
                            .rearrange(EVEN, IntVector.fromArray(SPECIES, halves, at + 2 + LANES));
            IntVector difference =
                    difference(one.rearrange(EVEN, two), one.rearrange(ODD, two), next);
            difference.intoArray(differences, 1 + n);
            difference.intoArray(tile, high + n);
        }
        differences[0] = differences[1];
        for (int n = 0; n < side; n += LANES) {
            int at = from + 2 * n;
            IntVector even =
                    IntVector.fromArray(SPECIES, halves, at)
                            .rearrange(EVEN, IntVector.fromArray(SPECIES, halves, at + LANES));
            average(
                            even,
                            IntVector.fromArray(SPECIES, differences, n),
                            IntVector.fromArray(SPECIES, differences, 1 + n))
                    .intoArray(tile, low + n);
        }
    }

    private static IntVector difference(IntVector even, IntVector odd, IntVector next) {
        return half(odd.sub(half(even.add(next))));
    }

    private static IntVector average(IntVector even, IntVector before, IntVector difference) {
        return even.add(half(before.add(difference).add(1)));
    }

    private static IntVector half(IntVector value) {
        return value.lanewise(VectorOperators.ASHR, 1);
    }
}
