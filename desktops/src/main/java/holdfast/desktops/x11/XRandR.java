package holdfast.desktops.x11;

import holdfast.desktops.DisplaySize;
import holdfast.graphics.Rect;
import java.util.ArrayList;
import java.util.List;

/** The RANDR extension, version 1.5: the screen's size, modes, and monitors. */
final class XRandR {
    private static final int QUERY_VERSION = 0;
    private static final int GET_SCREEN_SIZE_RANGE = 6;
    private static final int SET_SCREEN_SIZE = 7;
    private static final int CREATE_MODE = 16;
    private static final int DESTROY_MODE = 17;
    private static final int ADD_OUTPUT_MODE = 18;
    private static final int DELETE_OUTPUT_MODE = 19;
    private static final int SET_CRTC_CONFIG = 21;
    private static final int GET_SCREEN_RESOURCES_CURRENT = 25;
    private static final int SET_OUTPUT_PRIMARY = 30;
    private static final int GET_MONITORS = 42;
    private static final int SET_MONITOR = 43;
    private static final int DELETE_MONITOR = 44;

    private static final int MODE_SIZE = 32;
    private static final int MONITOR_SIZE = 24;
    private static final int ROTATE_0 = 1;

    private final XConnection x;
    private final XExtension extension;
    private final int root;

    /** A mode and, where it was made by a program, its name; standard modes are never removed. */
    record Mode(int id, int width, int height, String name) {}

    record Resources(List<Integer> crtcs, List<Integer> outputs, List<Mode> modes, int timestamp) {}

    record Monitor(int name, boolean primary, boolean automatic, Rect area) {}

    XRandR(XConnection x) {
        this.x = x;
        extension = XExtension.require(x, "RANDR");
        root = x.setup().root();
        x.ask(extension.request(QUERY_VERSION).u32(1).u32(5));
    }

    /** The largest screen that the server can have. */
    DisplaySize largest() {
        XMessage reply = x.ask(extension.request(GET_SCREEN_SIZE_RANGE).u32(root));
        return new DisplaySize(reply.u16(12), reply.u16(14));
    }

    Resources resources() {
        XMessage reply = x.ask(extension.request(GET_SCREEN_RESOURCES_CURRENT).u32(root));
        int at = 32;
        List<Integer> crtcs = new ArrayList<>();
        for (int i = 0; i < reply.u16(16); i++, at += 4) {
            crtcs.add(reply.u32(at));
        }
        List<Integer> outputs = new ArrayList<>();
        for (int i = 0; i < reply.u16(18); i++, at += 4) {
            outputs.add(reply.u32(at));
        }
        int count = reply.u16(20);
        int name = at + count * MODE_SIZE;
        List<Mode> modes = new ArrayList<>();
        for (int i = 0; i < count; i++, at += MODE_SIZE) {
            int length = reply.u16(at + 26);
            String text =
                    new String(
                            reply.bytes(name, length),
                            java.nio.charset.StandardCharsets.ISO_8859_1);
            name += length;
            modes.add(new Mode(reply.u32(at), reply.u16(at + 4), reply.u16(at + 6), text));
        }
        return new Resources(crtcs, outputs, modes, reply.u32(12));
    }

    void setScreenSize(DisplaySize size, int dotsPerInch) {
        x.send(
                extension
                        .request(SET_SCREEN_SIZE)
                        .u32(root)
                        .u16(size.width())
                        .u16(size.height())
                        .u32(millimetres(size.width(), dotsPerInch))
                        .u32(millimetres(size.height(), dotsPerInch)));
    }

    Mode createMode(DisplaySize size, String name) {
        int width = size.width();
        int height = size.height();
        XMessage reply =
                x.ask(
                        extension
                                .request(CREATE_MODE)
                                .u32(root)
                                .u32(0)
                                .u16(width)
                                .u16(height)
                                .u32(width * height * 60) // dot clock: 60 Hz without blanking
                                .u16(width) // sync start, sync end, total
                                .u16(width)
                                .u16(width)
                                .u16(0)
                                .u16(height)
                                .u16(height)
                                .u16(height)
                                .u16(name.length())
                                .u32(0)
                                .latin1(name));
        return new Mode(reply.u32(8), width, height, name);
    }

    void destroyMode(int mode) {
        x.send(extension.request(DESTROY_MODE).u32(mode));
    }

    void addMode(int output, int mode) {
        x.send(extension.request(ADD_OUTPUT_MODE).u32(output).u32(mode));
    }

    void removeMode(int output, int mode) {
        x.send(extension.request(DELETE_OUTPUT_MODE).u32(output).u32(mode));
    }

    /** Shows {@code mode} from the top left corner; no mode and no outputs switch it off. */
    void setCrtc(int crtc, int configTimestamp, int mode, List<Integer> outputs) {
        XRequest request =
                extension
                        .request(SET_CRTC_CONFIG)
                        .u32(crtc)
                        .u32(0)
                        .u32(configTimestamp)
                        .u16(0)
                        .u16(0)
                        .u32(mode)
                        .u16(ROTATE_0)
                        .u16(0);
        outputs.forEach(request::u32);
        int status = x.ask(request).u8(1);
        if (status != 0) {
            throw new XException("the X server refused a mode, status " + status);
        }
    }

    void setPrimary(int output) {
        x.send(extension.request(SET_OUTPUT_PRIMARY).u32(root).u32(output));
    }

    List<Monitor> monitors() {
        XMessage reply = x.ask(extension.request(GET_MONITORS).u32(root).u8(1).skip(3));
        List<Monitor> monitors = new ArrayList<>();
        int at = 32;
        for (int i = 0; i < reply.u32(12); i++) {
            Rect area =
                    new Rect(
                            reply.i16(at + 8),
                            reply.i16(at + 10),
                            reply.u16(at + 12),
                            reply.u16(at + 14));
            monitors.add(
                    new Monitor(reply.u32(at), reply.u8(at + 4) != 0, reply.u8(at + 5) != 0, area));
            at += MONITOR_SIZE + 4 * reply.u16(at + 6);
        }
        return monitors;
    }

    void setMonitor(int name, boolean primary, Rect area, int dotsPerInch, List<Integer> outputs) {
        XRequest request =
                extension
                        .request(SET_MONITOR)
                        .u32(root)
                        .u32(name)
                        .u8(primary ? 1 : 0)
                        .u8(0)
                        .u16(outputs.size())
                        .u16(area.x())
                        .u16(area.y())
                        .u16(area.width())
                        .u16(area.height())
                        .u32(millimetres(area.width(), dotsPerInch))
                        .u32(millimetres(area.height(), dotsPerInch));
        outputs.forEach(request::u32);
        x.send(request);
    }

    void deleteMonitor(int name) {
        x.send(extension.request(DELETE_MONITOR).u32(root).u32(name));
    }

    private static int millimetres(int pixels, int dotsPerInch) {
        return (int) Math.round(pixels * 25.4 / dotsPerInch);
    }
}
