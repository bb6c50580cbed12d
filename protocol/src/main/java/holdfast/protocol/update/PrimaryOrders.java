package holdfast.protocol.update;

import holdfast.protocol.wire.WireWriter;

/**
 * Encodes drawing orders that are differences to the order before: [MS-RDPEGDI] 2.2.2.2.1.1.2. The
 * client keeps the same state from the activation on; so one object lives as long as one
 * activation, and every order that it wrote must be sent.
 */
final class PrimaryOrders {
    private static final int TS_STANDARD = 0x01;
    private static final int TS_SECONDARY = 0x02;
    private static final int TS_BOUNDS = 0x04;
    private static final int TS_TYPE_CHANGE = 0x08;
    private static final int TS_DELTA_COORDINATES = 0x10;
    private static final int TS_ZERO_BOUNDS_DELTAS = 0x20;
    private static final int TS_ZERO_FIELD_BYTE_BIT0 = 0x40;

    private static final int TS_ENC_PATBLT_ORDER = 0x01;
    private static final int TS_ENC_SCRBLT_ORDER = 0x02;
    private static final int TS_ALTSEC_FRAME_MARKER = 0x0D;

    private static final int ROP_SOURCE_COPY = 0xCC;

    /** The most bytes that one order here takes. */
    static final int MAX_ORDER =
            1 // controlFlags
                    + 1 // orderType
                    + 1 // fieldFlags
                    + 9 // bounds
                    + 13; // six coordinates and bRop

    /** nLeftRect, nTopRect, nWidth, nHeight, nXSrc, nYSrc as the client last heard them. */
    private final int[] known = new int[6];

    private final int[] wanted = new int[6];
    private int knownRop;

    private final int[] knownBounds = new int[4];
    private final int[] bounds = new int[4];
    private boolean bounded;

    private int lastType = TS_ENC_PATBLT_ORDER; // What the specification has both sides begin with.

    /** Cuts the orders that follow to a rectangle; right and bottom are exclusive. */
    void clip(int left, int top, int right, int bottom) {
        bounded = true;
        bounds[0] = left;
        bounds[1] = top;
        bounds[2] = right - 1;
        bounds[3] = bottom - 1;
    }

    void noClip() {
        bounded = false;
    }

    /** SCRBLT_ORDER, [MS-RDPEGDI] 2.2.2.2.1.1.2.7: the screen copied to itself. */
    void screenCopy(WireWriter out, int sourceX, int sourceY, int x, int y, int width, int height) {
        wanted[0] = x;
        wanted[1] = y;
        wanted[2] = width;
        wanted[3] = height;
        wanted[4] = sourceX;
        wanted[5] = sourceY;

        int fieldFlags = 0;
        boolean small = true;
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] != known[i]) {
                fieldFlags |= 1 << (i < 4 ? i : i + 1); // bRop is the fifth field.
                small &= fitsByte(wanted[i] - known[i]);
            }
        }
        boolean changesRop = knownRop != ROP_SOURCE_COPY;
        if (changesRop) {
            fieldFlags |= 1 << 4;
        }

        int boundsFlags = bounded ? boundsFlags() : 0;
        int controlFlags =
                TS_STANDARD
                        | (lastType == TS_ENC_SCRBLT_ORDER ? 0 : TS_TYPE_CHANGE)
                        | (small ? TS_DELTA_COORDINATES : 0)
                        | (fieldFlags == 0 ? TS_ZERO_FIELD_BYTE_BIT0 : 0)
                        | (bounded ? TS_BOUNDS : 0)
                        | (bounded && boundsFlags == 0 ? TS_ZERO_BOUNDS_DELTAS : 0);
        out.u8(controlFlags);
        if (lastType != TS_ENC_SCRBLT_ORDER) {
            out.u8(TS_ENC_SCRBLT_ORDER);
            lastType = TS_ENC_SCRBLT_ORDER;
        }
        if (fieldFlags != 0) {
            out.u8(fieldFlags);
        }
        if (boundsFlags != 0) {
            bounds(out, boundsFlags);
        }
        for (int i = 0; i < wanted.length; i++) {
            if (i == 4 && changesRop) {
                out.u8(ROP_SOURCE_COPY);
                knownRop = ROP_SOURCE_COPY;
            }
            coordinate(out, i, small);
        }
    }

    /** FRAME_MARKER alternate secondary order, [MS-RDPEGDI] 2.2.2.2.1.3.7. */
    void frameMarker(WireWriter out, boolean end) {
        out.u8(TS_ALTSEC_FRAME_MARKER << 2 | TS_SECONDARY).u32(end ? 1 : 0);
    }

    private void coordinate(WireWriter out, int field, boolean small) {
        if (wanted[field] == known[field]) {
            return;
        }
        if (small) {
            out.u8(wanted[field] - known[field]);
        } else {
            out.u16(wanted[field]);
        }
        known[field] = wanted[field];
    }

    /** The low four bits: sent in full; the high four: sent as a difference of one byte. */
    private int boundsFlags() {
        int flags = 0;
        for (int i = 0; i < bounds.length; i++) {
            if (bounds[i] != knownBounds[i]) {
                flags |= fitsByte(bounds[i] - knownBounds[i]) ? 0x10 << i : 0x01 << i;
            }
        }
        return flags;
    }

    private void bounds(WireWriter out, int flags) {
        out.u8(flags);
        for (int i = 0; i < bounds.length; i++) {
            if ((flags & 0x01 << i) != 0) {
                out.u16(bounds[i]);
            } else if ((flags & 0x10 << i) != 0) {
                out.u8(bounds[i] - knownBounds[i]);
            }
            knownBounds[i] = bounds[i];
        }
    }

    private static boolean fitsByte(int difference) {
        return difference == (byte) difference;
    }
}
