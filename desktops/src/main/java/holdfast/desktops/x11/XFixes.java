package holdfast.desktops.x11;

import holdfast.graphics.PointerShape;
import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import java.util.ArrayList;
import java.util.List;

/** The XFIXES extension: regions, the pointer's shape, and who owns a selection. */
final class XFixes {
    private static final int QUERY_VERSION = 0;
    private static final int SELECT_SELECTION_INPUT = 2;
    private static final int SELECT_CURSOR_INPUT = 3;
    private static final int GET_CURSOR_IMAGE = 4;
    private static final int CREATE_REGION = 5;
    private static final int DESTROY_REGION = 10;
    private static final int FETCH_REGION = 19;

    /** SetSelectionOwner, SelectionWindowDestroy, SelectionClientClose. */
    private static final int ALL_SELECTION_EVENTS = 7;

    private static final int DISPLAY_CURSOR_NOTIFY = 1;
    private static final int MAX_CURSOR_SIDE = 384;

    private final XConnection x;
    private final XExtension extension;

    XFixes(XConnection x) {
        this.x = x;
        extension = XExtension.require(x, "XFIXES");
        x.ask(extension.request(QUERY_VERSION).u32(5).u32(0));
    }

    void watchSelection(int window, int selection) {
        x.send(
                extension
                        .request(SELECT_SELECTION_INPUT)
                        .u32(window)
                        .u32(selection)
                        .u32(ALL_SELECTION_EVENTS));
    }

    boolean isSelectionNotify(int eventType) {
        return eventType == extension.firstEvent();
    }

    void watchCursor(int window, boolean on) {
        x.send(
                extension
                        .request(SELECT_CURSOR_INPUT)
                        .u32(window)
                        .u32(on ? DISPLAY_CURSOR_NOTIFY : 0));
    }

    boolean isCursorNotify(int eventType) {
        return eventType == extension.firstEvent() + 1;
    }

    /**
     * The pointer as it looks now. The SECURITY extension keeps pointers of programs that have
     * ended, as xsetroot's, from everybody: there the client's own arrow is shown.
     */
    PointerShape cursor() {
        XMessage reply;
        try {
            reply = x.ask(extension.request(GET_CURSOR_IMAGE));
        } catch (XException e) {
            if (e.error() == XException.BAD_ACCESS) {
                return PointerShape.DEFAULT;
            }
            throw e;
        }
        int width = reply.u16(12);
        int height = reply.u16(14);
        if (width > MAX_CURSOR_SIDE || height > MAX_CURSOR_SIDE) {
            return PointerShape.DEFAULT;
        }
        int[] argb = new int[width * height];
        int visible = 0;
        for (int i = 0; i < argb.length; i++) {
            argb[i] = straight(reply.u32(32 + 4 * i));
            visible |= argb[i];
        }
        if (visible == 0) {
            return PointerShape.HIDDEN;
        }
        return new PointerShape(width, height, reply.u16(16), reply.u16(18), argb);
    }

    /** X has colours multiplied by alpha, pointers on the wire have not. */
    static int straight(int premultiplied) {
        int alpha = premultiplied >>> 24;
        if (alpha == 0 || alpha == 0xFF) {
            return alpha == 0 ? 0 : premultiplied;
        }
        int red = Math.min(255, ((premultiplied >> 16 & 0xFF) * 255 + alpha / 2) / alpha);
        int green = Math.min(255, ((premultiplied >> 8 & 0xFF) * 255 + alpha / 2) / alpha);
        int blue = Math.min(255, ((premultiplied & 0xFF) * 255 + alpha / 2) / alpha);
        return alpha << 24 | red << 16 | green << 8 | blue;
    }

    int createRegion() {
        int region = x.newId();
        x.send(extension.request(CREATE_REGION).u32(region));
        return region;
    }

    void destroyRegion(int region) {
        x.send(extension.request(DESTROY_REGION).u32(region));
    }

    Region fetch(int region) {
        XMessage reply = x.ask(extension.request(FETCH_REGION).u32(region));
        int count = (reply.length() - 32) / 8;
        List<Rect> rects = new ArrayList<>(count);
        for (int at = 32; at + 8 <= reply.length(); at += 8) {
            rects.add(
                    new Rect(
                            reply.i16(at),
                            reply.i16(at + 2),
                            reply.u16(at + 4),
                            reply.u16(at + 6)));
        }
        return Region.of(rects);
    }
}
