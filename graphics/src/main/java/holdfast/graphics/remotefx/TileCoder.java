package holdfast.graphics.remotefx;

import holdfast.graphics.FrameBuffer;
import java.util.Arrays;

/** Makes a TS_RFX_TILE ([MS-RDPRFX] 2.2.2.3.4.1) of 64 by 64 pixels. For one thread at a time. */
final class TileCoder {
    static final int SIDE = 64;

    /** More than any tile takes: no component can take more than some 30 KiB. */
    static final int MAX_LENGTH = 3 * 0x8000;

    private static final int CBT_TILE = 0xCAC3;
    private static final int HEADER = 19;
    private static final int PIXELS = SIDE * SIDE;

    private final Entropy entropy;
    private final Quantization quantization;
    private final Wavelet wavelet = new Wavelet(Lifting.best());
    private final RlgrWriter writer = new RlgrWriter();
    private final int[] rgb = new int[PIXELS];
    private final int[] luma = new int[PIXELS];
    private final int[] blueness = new int[PIXELS];
    private final int[] redness = new int[PIXELS];

    TileCoder(Entropy entropy, Quantization quantization) {
        this.entropy = entropy;
        this.quantization = quantization;
    }

    /** Returns where the tile ends in {@code out}, which has room for any tile. */
    int encode(FrameBuffer source, int column, int row, byte[] out, int at) {
        read(source, column * SIDE, row * SIDE);
        convert();
        int luma1 = encodeComponent(luma, out, at + HEADER);
        int blue1 = encodeComponent(blueness, out, luma1);
        int red1 = encodeComponent(redness, out, blue1);
        Blocks.u16(out, at, CBT_TILE);
        Blocks.u32(out, at + 2, red1 - at);
        out[at + 6] = 0; // quantIdxY
        out[at + 7] = 0; // quantIdxCb
        out[at + 8] = 0; // quantIdxCr
        Blocks.u16(out, at + 9, column);
        Blocks.u16(out, at + 11, row);
        Blocks.u16(out, at + 13, luma1 - at - HEADER);
        Blocks.u16(out, at + 15, blue1 - luma1);
        Blocks.u16(out, at + 17, red1 - blue1);
        return red1;
    }

    /** Takes the pixels; beyond the picture the last ones repeat, which costs least. */
    private void read(FrameBuffer source, int x, int y) {
        int width = Math.min(SIDE, source.width() - x);
        for (int row = 0; row < SIDE; row++) {
            int from = Math.min(y + row, source.height() - 1) * source.width() + x;
            int to = row * SIDE;
            System.arraycopy(source.pixels(), from, rgb, to, width);
            for (int i = width; i < SIDE; i++) {
                rgb[to + i] = rgb[to + width - 1];
            }
        }
    }

    /** To Y, Cb and Cr, with five bits after the point: [MS-RDPRFX] 3.1.8.1.3. */
    private void convert() {
        for (int i = 0; i < PIXELS; i++) {
            int red = rgb[i] >> 16 & 0xFF;
            int green = rgb[i] >> 8 & 0xFF;
            int blue = rgb[i] & 0xFF;
            // The factors times 2^15; what is left of that after the shift are the five bits.
            luma[i] = (red * 9798 + green * 19235 + blue * 3735 >> 10) - (128 << 5);
            blueness[i] = red * -5535 + green * -10868 + blue * 16403 >> 10;
            redness[i] = red * 16377 + green * -13714 + blue * -2663 >> 10;
        }
    }

    private int encodeComponent(int[] component, byte[] out, int at) {
        if (Arrays.mismatch(component, 0, PIXELS - 1, component, 1, PIXELS) < 0) {
            // Plain colour, or no colour at all as in most texts: there are no differences.
            Arrays.fill(component, 0, Wavelet.LL3, 0);
        } else {
            wavelet.transform(component);
        }
        quantization.apply(component);
        // The coarsest band is told as differences: [MS-RDPRFX] 3.1.8.1.6.
        for (int i = PIXELS - 1; i > Wavelet.LL3; i--) {
            component[i] -= component[i - 1];
        }
        return writer.write(component, entropy, out, at);
    }
}
