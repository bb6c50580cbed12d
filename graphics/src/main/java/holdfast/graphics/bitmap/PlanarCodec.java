package holdfast.graphics.bitmap;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;
import java.util.Arrays;

/**
 * The planar codec for 32 bits per pixel: RDP6_BITMAP_STREAM, [MS-RDPEGDI] 2.2.2.5.1, without loss
 * of colour. Each plane is run-length encoded by rows, each row as differences to the one before.
 */
public final class PlanarCodec implements BitmapCodec {
    private static final int RLE = 0x10;
    private static final int NO_ALPHA = 0x20;

    private static final int MAX_RAW = 15;
    private static final int MIN_RUN = 3;
    private static final int MAX_RUN_WITH_RAW = 15;
    private static final int MAX_RUN = 47;

    private final boolean skipAlpha;

    /** Pixels from the bottom row up; then what is encoded of them: row by row the differences. */
    private int[] pixels = new int[64 * 64];

    private int[] steps = new int[64 * 64];
    private boolean[] repeats = new boolean[64];
    private byte[] trial = new byte[0];

    /**
     * @param skipAlpha leave the alpha plane out and allow planes without RLE. Clients that do not
     *     say DRAW_ALLOW_SKIP_ALPHA need the plane; rdesktop draws nothing without it
     */
    public PlanarCodec(boolean skipAlpha) {
        this.skipAlpha = skipAlpha;
    }

    @Override
    public ColorDepth depth() {
        return ColorDepth.RGB_32;
    }

    @Override
    public int encode(FrameBuffer source, Rect area, byte[] out, int at) {
        int width = BitmapCodec.paddedWidth(area.width());
        int height = area.height();
        prepare(source, area, width);
        int planes = skipAlpha ? 3 : 4;
        int plain = 1 + planes * width * height + 1;
        // What is longer than plain planes, or than pixels for clients that cannot take those.
        int limit = at + (skipAlpha ? plain : rawLength(area)) - 1;
        int to = at;
        out[to++] = (byte) (RLE | (skipAlpha ? NO_ALPHA : 0));
        for (int shift = 8 * (planes - 1); shift >= 0 && to >= 0; shift -= 8) {
            to = encodePlane(shift, width, height, out, to, limit);
        }
        if (to >= 0) {
            return to - at;
        }
        return skipAlpha && plain < rawLength(area)
                ? writePlain(width * height, out, at)
                : NOT_WORTH_IT;
    }

    private void prepare(FrameBuffer source, Rect area, int width) {
        int height = area.height();
        int count = width * height;
        if (pixels.length < count) {
            pixels = new int[count];
            steps = new int[count];
        }
        if (repeats.length < height) {
            repeats = new boolean[height];
        }
        int row = 0;
        for (int y = area.bottom() - 1; y >= area.y(); y--) {
            Rows.convert(ColorDepth.RGB_32, source, area.x(), y, pixels, row, width);
            row += width;
        }
        for (int i = 0; i < count; i++) {
            pixels[i] |= 0xFF000000;
        }
        System.arraycopy(pixels, 0, steps, 0, width);
        Arrays.fill(repeats, 0, height, false);
        for (int y = 1; y < height; y++) {
            int start = y * width;
            repeats[y] = Arrays.equals(pixels, start - width, start, pixels, start, start + width);
            if (!repeats[y]) {
                difference(pixels, start, width, steps);
            }
        }
    }

    /**
     * The differences of a row to the row before it, all four parts of a pixel at once: each part's
     * difference modulo 256, its sign moved to the lowest bit ([MS-RDPEGDI] 3.1.9.2.3).
     */
    private static void difference(int[] pixels, int start, int width, int[] steps) {
        for (int i = start; i < start + width; i++) {
            int now = pixels[i];
            int before = pixels[i - width];
            int step = (now | 0x80808080) - (before & 0x7F7F7F7F) ^ (now ^ ~before) & 0x80808080;
            int negative = (step >>> 7 & 0x01010101) * 0xFF;
            steps[i] = step << 1 & 0xFEFEFEFE ^ negative;
        }
    }

    /** Returns where the plane ends, or -1 if that is beyond {@code limit}. */
    private int encodePlane(int shift, int width, int height, byte[] out, int at, int limit) {
        int to = at;
        for (int y = 0; y < height; y++) {
            // The longest a row can get: one control byte for each three values.
            if (to + width + width / MIN_RUN + 2 > limit
                    && to + rowLength(shift, y, width) > limit) {
                return -1;
            }
            to =
                    repeats[y]
                            ? writeRuns(width, out, to)
                            : encodeRow(steps, y * width, width, shift, out, to);
        }
        return to;
    }

    /** How long a row gets; only asked near the end of the room there is. */
    private int rowLength(int shift, int y, int width) {
        if (trial.length < 2 * width + 2) {
            trial = new byte[2 * width + 2];
        }
        return repeats[y]
                ? writeRuns(width, trial, 0)
                : encodeRow(steps, y * width, width, shift, trial, 0);
    }

    private static int encodeRow(
            int[] values, int start, int width, int shift, byte[] out, int at) {
        int to = at;
        int end = start + width;
        int raw = start;
        int last = 0;
        int i = start;
        while (i < end) {
            int value = values[i] >>> shift & 0xFF;
            if (value != last) {
                last = value;
                i++;
                continue;
            }
            int run = i + 1;
            while (run < end && (values[run] >>> shift & 0xFF) == last) {
                run++;
            }
            if (run - i >= MIN_RUN) {
                to = writeSegment(values, raw, i, run - i, shift, out, to);
                raw = run;
            }
            i = run;
        }
        return raw < end ? writeSegment(values, raw, end, 0, shift, out, to) : to;
    }

    /**
     * Values {@code raw} to {@code rawEnd} as they are, the last of them {@code run} times more.
     */
    private static int writeSegment(
            int[] values, int raw, int rawEnd, int run, int shift, byte[] out, int at) {
        int to = at;
        int from = raw;
        int left = run;
        while (from < rawEnd) {
            int count = Math.min(MAX_RAW, rawEnd - from);
            int now = from + count < rawEnd ? 0 : firstRun(left, MAX_RUN_WITH_RAW);
            out[to++] = (byte) (count << 4 | now);
            for (int i = 0; i < count; i++) {
                out[to++] = (byte) (values[from++] >>> shift);
            }
            left -= now;
        }
        return writeRuns(left, out, to);
    }

    /** Segments without raw values: they repeat the last one, or zero at the start of a row. */
    private static int writeRuns(int run, byte[] out, int at) {
        int to = at;
        int left = run;
        while (left > 0) {
            int now = firstRun(left, MAX_RUN);
            if (now < 16) {
                out[to++] = (byte) now;
            } else if (now < 32) {
                out[to++] = (byte) (now - 16 << 4 | 1);
            } else {
                out[to++] = (byte) (now - 32 << 4 | 2);
            }
            left -= now;
        }
        return to;
    }

    /** What to take of a run so that no rest is left that is too short to be one. */
    private static int firstRun(int left, int most) {
        if (left <= most) {
            return left;
        }
        return left - most < MIN_RUN ? left - MIN_RUN : most;
    }

    private int writePlain(int count, byte[] out, int at) {
        int to = at;
        out[to++] = NO_ALPHA;
        for (int shift = 16; shift >= 0; shift -= 8) {
            for (int i = 0; i < count; i++) {
                out[to++] = (byte) (pixels[i] >>> shift);
            }
        }
        out[to++] = 0;
        return to - at;
    }
}
