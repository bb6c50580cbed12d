package holdfast.graphics.bitmap;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;

/**
 * Interleaved RLE for 8, 15, 16 and 24 bits per pixel: RLE_BITMAP_STREAM, [MS-RDPBCGR]
 * 2.2.9.1.1.3.1.2.4. Everything is said in terms of {@code steps}: what a pixel differs from the
 * one in the row before, by exclusive or. "Background" is a step of zero, "foreground" a step of
 * the colour in force.
 */
public final class InterleavedCodec implements BitmapCodec {
    /** How far ahead runs are weighed against a bit mask; bounds the time spent on it. */
    private static final int LOOK_AHEAD = 64;

    /** Runs at least so long are better told as runs than within a bit mask. */
    private static final int LONG_RUN = 24;

    /** What no pixel and no step can be; stands after the last one. */
    private static final int NOTHING = -1;

    private final ColorDepth depth;
    private final int bytes;
    private final int white;

    /** Pixels from the bottom row up. */
    private int[] pixels = new int[64 * 64 + 1];

    private int[] steps = new int[64 * 64 + 1];
    private final OrderWriter orders = new OrderWriter();

    public InterleavedCodec(ColorDepth depth) {
        if (depth == ColorDepth.RGB_32) {
            throw new IllegalArgumentException("32 bits per pixel are compressed as planes");
        }
        this.depth = depth;
        this.bytes = depth.bytesPerPixel();
        this.white = (1 << depth.bitsPerPixel()) - 1;
    }

    @Override
    public ColorDepth depth() {
        return depth;
    }

    @Override
    public int encode(FrameBuffer source, Rect area, byte[] out, int at) {
        int width = BitmapCodec.paddedWidth(area.width());
        int count = width * area.height();
        prepare(source, area, width, count);
        orders.start(depth, out, at, at + rawLength(area) - 1);
        return compress(width, count) ? orders.position() - at : NOT_WORTH_IT;
    }

    private void prepare(FrameBuffer source, Rect area, int width, int count) {
        if (pixels.length <= count) {
            pixels = new int[count + 1];
            steps = new int[count + 1];
        }
        int row = 0;
        for (int y = area.bottom() - 1; y >= area.y(); y--) {
            Rows.convert(depth, source, area.x(), y, pixels, row, width);
            row += width;
        }
        System.arraycopy(pixels, 0, steps, 0, width);
        for (int i = width; i < count; i++) {
            steps[i] = pixels[i] ^ pixels[i - width];
        }
        pixels[count] = NOTHING;
        steps[count] = NOTHING;
    }

    /** Whether the result is shorter than the pixels. */
    private boolean compress(int width, int count) {
        int foreground = white;
        int at = 0;
        int told = 0;
        boolean afterBackground = false;
        while (at < count) {
            int step = steps[at];
            int next = steps[at + 1];
            int pixel = pixels[at];
            if (step != 0
                    && step != foreground
                    && pixel != pixels[at + 1]
                    && next != step
                    && next != 0) {
                at++;
                continue;
            }
            // Decoders differ in what an order means that goes on from the first row to the second.
            int end = at < width ? width : count;
            int breaking = told < at ? 1 : 0;
            int run = runOf(steps, at, end);
            boolean background = step == 0;
            boolean inForce = background || step == foreground;
            int masked = maskLength(at, end, background ? foreground : step);
            int gain;
            if (masked > 0) {
                gain = masked * bytes - 1 - (masked + 7) / 8 - (inForce ? 0 : bytes);
            } else {
                gain = run * bytes - OrderWriter.header(run) - (inForce ? 0 : bytes);
            }
            int same = runOf(pixels, at, count);
            int sameGain = (same - 1) * bytes - OrderWriter.header(same);
            if (Math.max(gain, sameGain) <= breaking) {
                at++;
                continue;
            }
            if (!orders.copy(pixels, told, at)) {
                return false;
            }
            afterBackground &= told == at && at != width;
            boolean fits;
            if (sameGain > gain) {
                fits = orders.color(same, pixel);
                at += same;
                afterBackground = false;
            } else if (masked > 0) {
                int color = background ? foreground : step;
                fits = orders.mask(steps, at, masked, color, color != foreground);
                foreground = color;
                at += masked;
                afterBackground = false;
            } else if (background) {
                // A second background run would be read as starting with a foreground pixel.
                fits =
                        afterBackground
                                ? orders.mask(steps, at, 1, foreground, false)
                                : orders.background(run);
                at += afterBackground ? 1 : run;
                afterBackground = !afterBackground;
            } else if (afterBackground && inForce && run == 1 && at + 1 < end && next == 0) {
                // That is a pixel for nothing, where it is wanted.
                int zeros = runOf(steps, at + 1, Math.min(end, at + OrderWriter.MAX_RUN));
                fits = orders.background(1 + zeros);
                at += 1 + zeros;
            } else {
                fits = orders.foreground(run, step, !inForce);
                foreground = step;
                at += run;
                afterBackground = false;
            }
            if (!fits) {
                return false;
            }
            told = at;
        }
        return orders.copy(pixels, told, count);
    }

    private static int runOf(int[] values, int at, int end) {
        int value = values[at];
        int most = Math.min(end, at + OrderWriter.MAX_RUN);
        int i = at + 1;
        while (i < most && values[i] == value) {
            i++;
        }
        return i - at;
    }

    /** How many pixels from {@code at} are better told as a bit mask; 0 if runs are shorter. */
    private int maskLength(int at, int end, int color) {
        int most = Math.min(end, at + LOOK_AHEAD);
        int runs = 0;
        int runStart = at;
        int last = NOTHING;
        int i = at;
        while (i < most && (steps[i] == 0 || steps[i] == color)) {
            if (steps[i] != last) {
                runs++;
                runStart = i;
                last = steps[i];
            } else if (i - runStart >= LONG_RUN) {
                i = runStart;
                runs--;
                break;
            }
            i++;
        }
        int length = i - at;
        // A run costs a byte, a mask one for each eight pixels and one for the order.
        return 1 + (length + 7) / 8 < runs ? length : 0;
    }
}
