package holdfast.graphics.remotefx;

/**
 * How coarsely each sub-band is kept: TS_RFX_CODEC_QUANT, [MS-RDPRFX] 2.2.2.1.5. Six keeps whole
 * steps of brightness, each one more halves what is kept.
 */
public record Quantization(
        int ll3, int lh3, int hl3, int hh3, int lh2, int hl2, int hh2, int lh1, int hl1, int hh1) {
    /** No loss to be seen; for text that must be sent so. */
    public static final Quantization FINE = new Quantization(6, 6, 6, 6, 6, 6, 6, 6, 6, 6);

    /** The one that Windows takes, too ([MS-RDPRFX] 4.2.3). */
    public static final Quantization NORMAL = new Quantization(6, 6, 6, 6, 7, 7, 8, 8, 8, 9);

    /** For pictures that change quickly over a slow line. */
    public static final Quantization COARSE = new Quantization(6, 7, 7, 8, 8, 8, 9, 9, 9, 10);

    /** Little more than the mean colour of some pixels; no tile takes more than 4 KiB so. */
    static final Quantization COARSEST = new Quantization(9, 12, 12, 12, 12, 12, 12, 12, 12, 12);

    static final int WIRE_SIZE = 5;

    public Quantization {
        int[] all = {ll3, lh3, hl3, hh3, lh2, hl2, hh2, lh1, hl1, hh1};
        for (int value : all) {
            if (value < 6 || value > 15) {
                throw new IllegalArgumentException("a factor of " + value + ", allowed 6 to 15");
            }
        }
    }

    int write(byte[] out, int at) {
        out[at] = (byte) (ll3 | lh3 << 4);
        out[at + 1] = (byte) (hl3 | hh3 << 4);
        out[at + 2] = (byte) (lh2 | hl2 << 4);
        out[at + 3] = (byte) (hh2 | lh1 << 4);
        out[at + 4] = (byte) (hl1 | hh1 << 4);
        return at + WIRE_SIZE;
    }

    /** Divides the coefficients of a tile, which are in the order of {@link Wavelet}. */
    void apply(int[] coefficients) {
        divide(coefficients, 0, 1024, hl1);
        divide(coefficients, 1024, 2048, lh1);
        divide(coefficients, 2048, 3072, hh1);
        divide(coefficients, 3072, 3328, hl2);
        divide(coefficients, 3328, 3584, lh2);
        divide(coefficients, 3584, 3840, hh2);
        divide(coefficients, 3840, 3904, hl3);
        divide(coefficients, 3904, 3968, lh3);
        divide(coefficients, 3968, 4032, hh3);
        divide(coefficients, 4032, 4096, ll3);
    }

    private static void divide(int[] coefficients, int from, int end, int factor) {
        int shift = factor - 6 + Wavelet.FRACTION_BITS;
        int half = 1 << shift - 1;
        for (int i = from; i < end; i++) {
            coefficients[i] = coefficients[i] + half >> shift;
        }
    }
}
