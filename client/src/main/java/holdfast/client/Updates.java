package holdfast.client;

import holdfast.graphics.Rect;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Where updates paint, without painting: bitmap updates, surface commands and the orders that this
 * client takes. Puts fragments together first.
 */
final class Updates {
    static final int ORDERS = 0;
    static final int BITMAP = 1;
    static final int SURFACE_COMMANDS = 4;

    private static final int LAST = 1;
    private static final int FIRST = 2;

    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
    private final CopyOrders orders = new CopyOrders();

    /** The rectangles that one fast-path update paints; none while it is not whole. */
    List<Rect> fast(int code, int fragmentation, WireReader body) throws ProtocolException {
        byte[] part = body.bytes("updateData", body.remaining());
        if (fragmentation == 0) {
            return painted(code, new WireReader("TS_FP_UPDATE", part));
        }
        if (fragmentation == FIRST) {
            fragments.reset();
        }
        fragments.writeBytes(part);
        return fragmentation == LAST
                ? painted(code, new WireReader("TS_FP_UPDATE", fragments.toByteArray()))
                : List.of();
    }

    /** The rectangles that a whole update paints. */
    List<Rect> painted(int code, WireReader in) throws ProtocolException {
        return switch (code) {
            case ORDERS -> orders.painted(in);
            case BITMAP -> bitmaps(in);
            case SURFACE_COMMANDS -> surfaces(in);
            default -> List.of();
        };
    }

    /** TS_UPDATE_BITMAP_DATA, [MS-RDPBCGR] 2.2.9.1.1.3.1.2.1. */
    private static List<Rect> bitmaps(WireReader in) throws ProtocolException {
        in.skip("updateType", 2);
        int count = in.u16("numberRectangles");
        List<Rect> rects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int left = in.u16("destLeft");
            int top = in.u16("destTop");
            int right = in.u16("destRight");
            int bottom = in.u16("destBottom");
            rects.add(new Rect(left, top, right + 1 - left, bottom + 1 - top));
            in.skip("width to flags", 8);
            in.skip("bitmapDataStream", in.u16("bitmapLength"));
        }
        return rects;
    }

    /** TS_SURFCMD, [MS-RDPBCGR] 2.2.9.1.2.1.10. */
    private static List<Rect> surfaces(WireReader in) throws ProtocolException {
        List<Rect> rects = new ArrayList<>();
        while (in.hasRemaining()) {
            if (in.u16("cmdType") == 4) {
                in.skip("frame marker", 6);
                continue;
            }
            int left = in.u16("destLeft");
            int top = in.u16("destTop");
            rects.add(new Rect(left, top, in.u16("destRight") - left, in.u16("destBottom") - top));
            in.skip("bpp", 1);
            boolean extended = (in.u8("flags") & 1) != 0;
            in.skip("reserved to height", 6);
            int length = in.i32("bitmapDataLength");
            in.skip("exBitmapDataHeader", extended ? 24 : 0);
            in.skip("bitmapData", length);
        }
        return rects;
    }
}
