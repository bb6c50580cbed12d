package holdfast.graphics.remotefx;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The receiver of RemoteFX as [MS-RDPRFX] describes it, for tests: strict, not fast. */
final class RemoteFxDecoder {
    private final FrameBuffer picture;
    private boolean rlgr3;
    private final int[] quants = new int[10];

    RemoteFxDecoder(FrameBuffer picture) {
        this.picture = picture;
    }

    /** Returns what was painted. */
    Region decode(byte[] data, int length) {
        ByteBuffer in = ByteBuffer.wrap(data, 0, length).order(ByteOrder.LITTLE_ENDIAN);
        Region region = new Region();
        while (in.hasRemaining()) {
            int start = in.position();
            int type = in.getShort() & 0xFFFF;
            int size = in.getInt();
            switch (type) {
                case 0xCCC0 -> require(in.getInt() == 0xCACCACCA && in.getShort() == 0x0100);
                case 0xCCC1 -> require(in.getInt() == 0x01000101);
                case 0xCCC2 -> {
                    require(in.getShort() == 1);
                    require(in.getShort() == picture.width());
                    require(in.getShort() == picture.height());
                }
                case 0xCCC3 -> {
                    require(in.getShort() == (short) 0xFF01 && in.get() == 0);
                    require(in.getShort() == 64);
                    properties(in.getShort() & 0xFFFF);
                }
                case 0xCCC4 -> {
                    require(in.getShort() == 1);
                    in.getInt();
                    require(in.getShort() == 1);
                }
                case 0xCCC5 -> require(in.getShort() == 1);
                case 0xCCC6 -> {
                    require(in.getShort() == 1 && in.get() == 1);
                    int count = in.getShort();
                    for (int i = 0; i < count; i++) {
                        region.add(
                                new Rect(
                                        in.getShort(),
                                        in.getShort(),
                                        in.getShort(),
                                        in.getShort()));
                    }
                    require(in.getInt() == 0x0001CAC1);
                }
                case 0xCCC7 -> tiles(in, region);
                default -> throw new IllegalStateException("no such block: " + type);
            }
            require(in.position() == start + size);
        }
        return region;
    }

    private void properties(int value) {
        require((value & 0x07 & ~2) == 0); // flags
        require((value >> 3 & 3) == 1 && (value >> 5 & 15) == 1 && value >> 13 == 1);
        int entropy = value >> 9 & 15;
        require(entropy == 1 || entropy == 4);
        rlgr3 = entropy == 4;
    }

    private void tiles(ByteBuffer in, Region region) {
        require(in.getShort() == 1);
        require(in.getShort() == (short) 0xCAC2 && in.getShort() == 0);
        int value = in.getShort() & 0xFFFF;
        require((value & 1) == 1);
        properties(value >> 1);
        require(in.get() == 1 && in.get() == 64);
        int count = in.getShort();
        int size = in.getInt();
        int start = in.position() + 5;
        for (int i = 0; i < 10; i += 2) {
            int two = in.get();
            quants[i] = two & 15;
            quants[i + 1] = two >> 4 & 15;
        }
        for (int i = 0; i < count; i++) {
            tile(in, region);
        }
        require(in.position() == start + size);
    }

    private void tile(ByteBuffer in, Region region) {
        int start = in.position();
        require(in.getShort() == (short) 0xCAC3);
        int size = in.getInt();
        require(in.get() == 0 && in.get() == 0 && in.get() == 0);
        int x = in.getShort() * 64;
        int y = in.getShort() * 64;
        byte[][] parts = {
            new byte[in.getShort() & 0xFFFF],
            new byte[in.getShort() & 0xFFFF],
            new byte[in.getShort() & 0xFFFF]
        };
        double[][] planes = new double[3][];
        for (int i = 0; i < 3; i++) {
            in.get(parts[i]);
            planes[i] = component(parts[i]);
        }
        require(in.position() == start + size);
        for (int i = 0; i < 4096; i++) {
            int px = x + i % 64;
            int py = y + i / 64;
            if (region.contains(px, py)) {
                double luma = planes[0][i] + 128;
                double blue = planes[1][i];
                double red = planes[2][i];
                picture.pixels()[py * picture.width() + px] =
                        part(luma + 1.402525 * red) << 16
                                | part(luma - 0.343730 * blue - 0.714401 * red) << 8
                                | part(luma + 1.769905 * blue);
            }
        }
    }

    private static int part(double value) {
        return (int) Math.clamp(Math.round(value), 0, 255);
    }

    /** With brightness as unit. */
    private double[] component(byte[] coded) {
        int[] c = new Rlgr(coded, rlgr3).read();
        for (int i = 4033; i < 4096; i++) {
            c[i] += c[i - 1];
        }
        // LL3, LH3, HL3, HH3, LH2, HL2, HH2, LH1, HL1, HH1 on the wire; other order in the tile.
        int[] bandEnds = {1024, 2048, 3072, 3328, 3584, 3840, 3904, 3968, 4032, 4096};
        int[] bandQuants = {8, 7, 9, 5, 4, 6, 2, 1, 3, 0};
        int band = 0;
        for (int i = 0; i < 4096; i++) {
            band += i == bandEnds[band] ? 1 : 0;
            c[i] <<= quants[bandQuants[band]] - 1;
        }
        inverse(c, 3840, 8);
        inverse(c, 3072, 16);
        inverse(c, 0, 32);
        double[] values = new double[4096];
        for (int i = 0; i < 4096; i++) {
            values[i] = c[i] / 32.0;
        }
        return values;
    }

    private static void inverse(int[] c, int at, int side) {
        int width = 2 * side;
        int band = side * side;
        int[][] rows = new int[width][];
        for (int y = 0; y < side; y++) {
            rows[y] = join(c, at + 3 * band + y * side, at + y * side, side);
            rows[side + y] = join(c, at + band + y * side, at + 2 * band + y * side, side);
        }
        for (int x = 0; x < width; x++) {
            int[] column = new int[width];
            for (int y = 0; y < width; y++) {
                column[y] = rows[y][x];
            }
            column = join(column, 0, side, side);
            for (int y = 0; y < width; y++) {
                c[at + y * width + x] = column[y];
            }
        }
    }

    /** The 5/3 inverse: even places first, then odd ones from those. */
    private static int[] join(int[] c, int low, int high, int side) {
        int[] out = new int[2 * side];
        for (int n = 0; n < side; n++) {
            out[2 * n] = c[low + n] - (c[high + Math.max(n - 1, 0)] + c[high + n] + 1 >> 1);
        }
        for (int n = 0; n < side; n++) {
            int next = out[Math.min(2 * n + 2, 2 * side - 2)];
            out[2 * n + 1] = 2 * c[high + n] + (out[2 * n] + next >> 1);
        }
        return out;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("not as specified");
        }
    }

    /** [MS-RDPRFX] 3.1.8.1.7.3. */
    private static final class Rlgr {
        private final byte[] in;
        private final boolean rlgr3;
        private final int[] out = new int[4096];
        private int bit;
        private int to;
        private int kp = 8;
        private int krp = 8;

        Rlgr(byte[] in, boolean rlgr3) {
            this.in = in;
            this.rlgr3 = rlgr3;
        }

        int[] read() {
            while (to < out.length) {
                if (kp >> 3 > 0) {
                    while (bits(1) == 0) {
                        to += 1 << (kp >> 3);
                        adapt(4);
                    }
                    to += bits(kp >> 3);
                    boolean negative = bits(1) == 1;
                    int magnitude = golombRice() + 1;
                    put(negative ? -magnitude : magnitude);
                    adapt(-6);
                } else if (!rlgr3) {
                    int value = golombRice();
                    put(signed(value));
                    adapt(value == 0 ? 3 : -3);
                } else {
                    int sum = golombRice();
                    int one = bits(32 - Integer.numberOfLeadingZeros(sum));
                    put(signed(one));
                    put(signed(sum - one));
                    if (one != 0 && sum != one) {
                        adapt(-6);
                    } else if (sum == 0) {
                        adapt(6);
                    }
                }
            }
            require((bit + 7) / 8 == in.length);
            return out;
        }

        private void put(int value) {
            if (to < out.length) {
                out[to] = value;
            }
            to++;
        }

        private static int signed(int value) {
            return (value & 1) == 0 ? value >> 1 : -(value + 1 >> 1);
        }

        private void adapt(int by) {
            kp = Math.clamp(kp + by, 0, 80);
        }

        private int golombRice() {
            int ones = 0;
            while (bits(1) == 1) {
                ones++;
            }
            int kr = krp >> 3;
            int value = ones << kr | bits(kr);
            if (ones == 0) {
                krp = Math.max(krp - 2, 0);
            } else if (ones > 1) {
                krp = Math.min(krp + ones, 80);
            }
            return value;
        }

        private int bits(int count) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                value = value << 1 | in[bit / 8] >> 7 - bit % 8 & 1;
                bit++;
            }
            return value;
        }
    }
}
