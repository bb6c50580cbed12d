package holdfast.client;

import holdfast.graphics.Rect;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Primary drawing orders of a client that takes screen copies (ScrBlt, [MS-RDPEGDI]
 * 2.2.2.2.1.1.2.7) and no others. A server may draw its own dialogues with others nevertheless;
 * what follows such an order in an update is not looked at.
 */
final class CopyOrders {
    private static final int STANDARD = 0x01;
    private static final int SECONDARY = 0x02;
    private static final int BOUNDS = 0x04;
    private static final int TYPE_CHANGE = 0x08;
    private static final int DELTA_COORDINATES = 0x10;
    private static final int ZERO_BOUNDS_DELTAS = 0x20;
    private static final int ZERO_FIELD_BYTE = 0x40;
    private static final int SCREEN_COPY = 0x02;
    private static final int ROP_FIELD = 4;

    /** Left, top, width, height, (rop,) source. */
    private final int[] fields = new int[7];

    private int type = 1;

    List<Rect> painted(WireReader in) throws ProtocolException {
        List<Rect> rects = new ArrayList<>();
        int count = in.u16("numberOrders");
        for (int i = 0; i < count; i++) {
            int control = in.u8("controlFlags");
            if ((control & STANDARD) == 0 || (control & SECONDARY) != 0) {
                return rects;
            }
            if ((control & TYPE_CHANGE) != 0) {
                type = in.u8("orderType");
            }
            if (type != SCREEN_COPY) {
                return rects;
            }
            rects.add(screenCopy(control, in));
        }
        return rects;
    }

    private Rect screenCopy(int control, WireReader in) throws ProtocolException {
        int present = (control & ZERO_FIELD_BYTE) != 0 ? 0 : in.u8("fieldFlags");
        if ((control & BOUNDS) != 0 && (control & ZERO_BOUNDS_DELTAS) == 0) {
            bounds(in);
        }
        for (int i = 0; i < fields.length; i++) {
            if ((present & 1 << i) == 0) {
                continue;
            }
            if (i == ROP_FIELD) {
                in.skip("bRop", 1);
            } else if ((control & DELTA_COORDINATES) != 0) {
                fields[i] += (byte) in.u8("delta");
            } else {
                fields[i] = (short) in.u16("coordinate");
            }
        }
        return new Rect(fields[0], fields[1], fields[2], fields[3]);
    }

    private static void bounds(WireReader in) throws ProtocolException {
        int flags = in.u8("boundsFlags");
        for (int i = 0; i < 4; i++) {
            if ((flags & 1 << i) != 0) {
                in.skip("bound", 2);
            } else if ((flags & 0x10 << i) != 0) {
                in.skip("bound's delta", 1);
            }
        }
    }
}
