package holdfast.desktops.font;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Outlines from a TrueType file (OpenType specification 1.9: tables cmap, glyf, head, hhea, hmtx,
 * loca). Only for the fonts that come with Holdfast, so nothing is checked twice. Immutable.
 */
final class TrueType {
    private static final int ON_CURVE = 0x01;
    private static final int X_SHORT = 0x02;
    private static final int Y_SHORT = 0x04;
    private static final int REPEAT = 0x08;
    private static final int X_SAME_OR_POSITIVE = 0x10;
    private static final int Y_SAME_OR_POSITIVE = 0x20;

    private static final int ARGS_ARE_WORDS = 0x0001;
    private static final int HAS_SCALE = 0x0008;
    private static final int MORE_COMPONENTS = 0x0020;
    private static final int HAS_X_AND_Y_SCALE = 0x0040;
    private static final int HAS_TWO_BY_TWO = 0x0080;
    private static final float F2DOT14 = 1 << 14;

    private final ByteBuffer data;
    private final int glyf;
    private final int loca;
    private final boolean longOffsets;
    private final int groups;
    private final int groupCount;
    private final int unitsPerEm;
    private final int ascent;
    private final int descent;
    private final int advance;

    TrueType(byte[] file) {
        data = ByteBuffer.wrap(file);
        Map<String, Integer> tables = new HashMap<>();
        int count = data.getShort(4);
        for (int i = 0; i < count; i++) {
            int at = 12 + 16 * i;
            tables.put(
                    new String(file, at, 4, java.nio.charset.StandardCharsets.US_ASCII),
                    data.getInt(at + 8));
        }
        int head = table(tables, "head");
        unitsPerEm = u16(head + 18);
        longOffsets = u16(head + 50) != 0;
        int hhea = table(tables, "hhea");
        ascent = data.getShort(hhea + 4);
        descent = -data.getShort(hhea + 6);
        glyf = table(tables, "glyf");
        loca = table(tables, "loca");
        int cmap = segmented(table(tables, "cmap"));
        groupCount = data.getInt(cmap + 12);
        groups = cmap + 16;
        int metrics = u16(hhea + 34);
        // Glyphs past the last entry have its advance.
        advance = u16(table(tables, "hmtx") + 4 * Math.min(glyph('m'), metrics - 1));
    }

    private static int table(Map<String, Integer> tables, String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    /** The subtable of format 12 (cmap, "Segmented coverage"), which has all planes. */
    private int segmented(int cmap) {
        int count = u16(cmap + 2);
        for (int i = 0; i < count; i++) {
            int at = cmap + data.getInt(cmap + 4 + 8 * i + 4);
            if (u16(at) == 12) {
                return at;
            }
        }
        throw new IllegalArgumentException("a font without a map of all planes");
    }

    int unitsPerEm() {
        return unitsPerEm;
    }

    int ascent() {
        return ascent;
    }

    /** Downwards, positive. */
    int descent() {
        return descent;
    }

    /** Of any character: the fonts are monospaced. */
    int advance() {
        return advance;
    }

    /** 0 when the font does not have the character. */
    int glyph(int codePoint) {
        int low = 0;
        int high = groupCount - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int at = groups + 12 * middle;
            if (codePoint < data.getInt(at)) {
                high = middle - 1;
            } else if (codePoint > data.getInt(at + 4)) {
                low = middle + 1;
            } else {
                return data.getInt(at + 8) + codePoint - data.getInt(at);
            }
        }
        return 0;
    }

    /** Where the points of a glyph go: x' = ax + cy + dx, y' = bx + dy + dy. */
    record Transform(float a, float b, float c, float d, float dx, float dy) {
        Transform around(Transform inner) {
            return new Transform(
                    a * inner.a + c * inner.b,
                    b * inner.a + d * inner.b,
                    a * inner.c + c * inner.d,
                    b * inner.c + d * inner.d,
                    a * inner.dx + c * inner.dy + dx,
                    b * inner.dx + d * inner.dy + dy);
        }

        float x(float x, float y) {
            return a * x + c * y + dx;
        }

        float y(float x, float y) {
            return b * x + d * y + dy;
        }
    }

    void draw(int glyph, Transform to, Coverage into) {
        int at = glyf + offset(glyph);
        if (at == glyf + offset(glyph + 1)) {
            return;
        }
        int contours = data.getShort(at);
        if (contours >= 0) {
            simple(at, contours, to, into);
        } else {
            composite(at + 10, to, into);
        }
    }

    private int offset(int glyph) {
        return longOffsets ? data.getInt(loca + 4 * glyph) : 2 * u16(loca + 2 * glyph);
    }

    private void composite(int start, Transform to, Coverage into) {
        int at = start;
        int flags;
        do {
            flags = u16(at);
            int part = u16(at + 2);
            at += 4;
            boolean words = (flags & ARGS_ARE_WORDS) != 0;
            float dx = words ? data.getShort(at) : data.get(at);
            float dy = words ? data.getShort(at + 2) : data.get(at + 1);
            at += words ? 4 : 2;
            float a = 1;
            float b = 0;
            float c = 0;
            float d = 1;
            if ((flags & HAS_SCALE) != 0) {
                a = data.getShort(at) / F2DOT14;
                d = a;
                at += 2;
            } else if ((flags & HAS_X_AND_Y_SCALE) != 0) {
                a = data.getShort(at) / F2DOT14;
                d = data.getShort(at + 2) / F2DOT14;
                at += 4;
            } else if ((flags & HAS_TWO_BY_TWO) != 0) {
                a = data.getShort(at) / F2DOT14;
                b = data.getShort(at + 2) / F2DOT14;
                c = data.getShort(at + 4) / F2DOT14;
                d = data.getShort(at + 6) / F2DOT14;
                at += 8;
            }
            draw(part, to.around(new Transform(a, b, c, d, dx, dy)), into);
        } while ((flags & MORE_COMPONENTS) != 0);
    }

    private void simple(int start, int contours, Transform to, Coverage into) {
        if (contours == 0) {
            return;
        }
        int ends = start + 10;
        int points = u16(ends + 2 * (contours - 1)) + 1;
        int at = ends + 2 * contours;
        at += 2 + u16(at);
        byte[] flags = new byte[points];
        for (int i = 0; i < points; ) {
            byte flag = data.get(at++);
            int times = (flag & REPEAT) != 0 ? 1 + (data.get(at++) & 0xFF) : 1;
            for (; times > 0; times--) {
                flags[i++] = flag;
            }
        }
        int[] xs = new int[points];
        at = coordinates(at, flags, X_SHORT, X_SAME_OR_POSITIVE, xs);
        int[] ys = new int[points];
        coordinates(at, flags, Y_SHORT, Y_SAME_OR_POSITIVE, ys);
        int first = 0;
        for (int i = 0; i < contours; i++) {
            int last = u16(ends + 2 * i);
            contour(flags, xs, ys, first, last, to, into);
            first = last + 1;
        }
    }

    private int coordinates(int start, byte[] flags, int isShort, int sameOrPositive, int[] out) {
        int at = start;
        int value = 0;
        for (int i = 0; i < out.length; i++) {
            if ((flags[i] & isShort) != 0) {
                int delta = data.get(at++) & 0xFF;
                value += (flags[i] & sameOrPositive) != 0 ? delta : -delta;
            } else if ((flags[i] & sameOrPositive) == 0) {
                value += data.getShort(at);
                at += 2;
            }
            out[i] = value;
        }
        return at;
    }

    /** Between two control points in a row lies a point on the curve, half-way. */
    private static void contour(
            byte[] flags, int[] xs, int[] ys, int first, int last, Transform to, Coverage into) {
        int count = last - first + 1;
        if (count < 2) {
            return;
        }
        boolean startsOn = (flags[first] & ON_CURVE) != 0;
        boolean endsOn = (flags[last] & ON_CURVE) != 0;
        float startX = startsOn ? xs[first] : endsOn ? xs[last] : (xs[first] + xs[last]) / 2f;
        float startY = startsOn ? ys[first] : endsOn ? ys[last] : (ys[first] + ys[last]) / 2f;
        into.moveTo(to.x(startX, startY), to.y(startX, startY));
        float @Nullable [] control = null;
        for (int i = 0; i <= count; i++) {
            boolean closing = i == count;
            int at = first + i % count;
            float x = closing ? startX : xs[at];
            float y = closing ? startY : ys[at];
            if (closing || (flags[at] & ON_CURVE) != 0) {
                if (control == null) {
                    into.lineTo(to.x(x, y), to.y(x, y));
                } else {
                    curve(into, to, control, x, y);
                    control = null;
                }
            } else {
                if (control != null) {
                    curve(into, to, control, (control[0] + x) / 2, (control[1] + y) / 2);
                }
                control = new float[] {x, y};
            }
        }
    }

    private static void curve(Coverage into, Transform to, float[] control, float x, float y) {
        into.curveTo(
                to.x(control[0], control[1]), to.y(control[0], control[1]), to.x(x, y), to.y(x, y));
    }

    private int u16(int at) {
        return data.getShort(at) & 0xFFFF;
    }
}
