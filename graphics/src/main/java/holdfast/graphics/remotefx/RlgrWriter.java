package holdfast.graphics.remotefx;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes coefficients as adaptive run lengths and Golomb-Rice codes: [MS-RDPRFX] 3.1.8.1.7. Names
 * of what adapts are the specification's.
 */
final class RlgrWriter {
    private static final int KPMAX = 80;
    private static final int LSGR = 3;
    private static final int UP_GR = 4;
    private static final int DN_GR = 6;
    private static final int UQ_GR = 3;
    private static final int DQ_GR = 3;

    private static final int[] ZEROS = new int[64 * 64];

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private byte[] out = new byte[0];
    private int to;
    private long bits;
    private int bitCount;
    private int krp;

    /** Codes the coefficients of a tile; returns where they end in {@code target}. */
    int write(int[] coefficients, Entropy entropy, byte[] target, int at) {
        out = target;
        to = at;
        bits = 0;
        bitCount = 0;
        krp = 1 << LSGR;
        int count = coefficients.length;
        int kp = 1 << LSGR;
        int i = 0;
        while (i < count) {
            int k = kp >> LSGR;
            if (k > 0) {
                int zeros = -i;
                i = zerosEnd(coefficients, i);
                zeros += i;
                while (zeros >= 1 << k) {
                    put(0, 1);
                    zeros -= 1 << k;
                    kp = Math.min(kp + UP_GR, KPMAX);
                    k = kp >> LSGR;
                }
                // After the last zero a value is told that has no place; decoders drop it.
                int value = i < count ? coefficients[i] : 1;
                i++;
                put((1 << k | zeros) << 1 | value >>> 31, k + 2);
                putGolombRice(Math.abs(value) - 1);
                kp = Math.max(kp - DN_GR, 0);
            } else if (entropy == Entropy.RLGR1) {
                int value = doubled(coefficients[i++]);
                putGolombRice(value);
                kp = value == 0 ? Math.min(kp + UQ_GR, KPMAX) : Math.max(kp - DQ_GR, 0);
            } else {
                int one = doubled(coefficients[i++]);
                int two = i < count ? doubled(coefficients[i]) : 0;
                i++;
                putGolombRice(one + two);
                put(one, 32 - Integer.numberOfLeadingZeros(one + two));
                if (one != 0 && two != 0) {
                    kp = Math.max(kp - 2 * DQ_GR, 0);
                } else if (one == 0 && two == 0) {
                    kp = Math.min(kp + 2 * UQ_GR, KPMAX);
                }
            }
        }
        put(0, -bitCount & 7);
        while (bitCount > 0) {
            bitCount -= 8;
            out[to++] = (byte) (bits >>> bitCount);
        }
        return to;
    }

    /** Most of most tiles is zero: after a few, many are looked at together. */
    private static int zerosEnd(int[] coefficients, int start) {
        int i = start;
        int near = Math.min(start + 16, coefficients.length);
        while (i < near && coefficients[i] == 0) {
            i++;
        }
        if (i < near) {
            return i;
        }
        int more =
                Arrays.mismatch(
                        coefficients, i, coefficients.length, ZEROS, 0, coefficients.length - i);
        return more < 0 ? coefficients.length : i + more;
    }

    /** Twice the magnitude, one less for negative numbers. */
    private static int doubled(int value) {
        return value << 1 ^ value >> 31;
    }

    private void putGolombRice(int value) {
        int kr = krp >> LSGR;
        int ones = value >> kr;
        int left = ones;
        while (left > 16) {
            put(0xFFFF, 16);
            left -= 16;
        }
        put(((1 << left) - 1 << 1) << kr | value & (1 << kr) - 1, left + 1 + kr);
        if (ones == 0) {
            krp = Math.max(krp - 2, 0);
        } else if (ones > 1) {
            krp = Math.min(krp + ones, KPMAX);
        }
    }

    /** Up to 32 bits, the highest first. */
    private void put(int value, int count) {
        bits = bits << count | value;
        bitCount += count;
        if (bitCount >= 32) {
            bitCount -= 32;
            INT.set(out, to, (int) (bits >>> bitCount));
            to += 4;
        }
    }
}
