package holdfast.protocol.display;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The monitors that a client asks for: DISPLAYCONTROL_MONITOR_LAYOUT_PDU, [MS-RDPEDISP] 2.2.2.2.
 * Positions are relative to the primary monitor, whose top left corner is (0, 0); so others may be
 * negative.
 *
 * @param monitors 1 to 16 that do not overlap; exactly one is primary
 */
public record MonitorLayout(List<Monitor> monitors) {
    public static final int MAX_MONITORS = 16;

    private static final int MONITOR_SIZE = 40;
    private static final int FLAG_PRIMARY = 0x1;
    private static final int MIN_SIDE = 200;
    private static final int MAX_SIDE = 8192;

    /** The largest coordinate that a picture may reach: [MS-RDPBCGR] 2.2.1.3.6.1. */
    private static final int MAX_COORDINATE = 32_766;

    /**
     * One monitor: DISPLAYCONTROL_MONITOR_LAYOUT, [MS-RDPEDISP] 2.2.2.2.1.
     *
     * @param orientation 0, 90, 180 or 270 degrees
     * @param desktopScale percent, 100 to 500
     * @param deviceScale percent, 100, 140 or 180
     */
    public record Monitor(
            boolean primary,
            int left,
            int top,
            int width,
            int height,
            int orientation,
            int desktopScale,
            int deviceScale) {

        private boolean overlaps(Monitor other) {
            return left < other.left + other.width
                    && other.left < left + width
                    && top < other.top + other.height
                    && other.top < top + height;
        }

        private Monitor moved(int dx, int dy, boolean isPrimary) {
            return new Monitor(
                    isPrimary,
                    left + dx,
                    top + dy,
                    width,
                    height,
                    orientation,
                    desktopScale,
                    deviceScale);
        }
    }

    public MonitorLayout {
        monitors = List.copyOf(monitors);
    }

    public Monitor primary() {
        for (Monitor monitor : monitors) {
            if (monitor.primary()) {
                return monitor;
            }
        }
        throw new IllegalStateException("no primary monitor");
    }

    /**
     * Reads what follows the DISPLAYCONTROL_HEADER. Where no monitor is primary, or several are,
     * the first of them is; the others move so that it is at (0, 0).
     */
    static MonitorLayout decode(WireReader in) throws ProtocolException {
        int size = in.u32("MonitorLayoutSize", MONITOR_SIZE, 1024);
        int count = in.u32("NumMonitors", 1, MAX_MONITORS);
        var monitors = new ArrayList<Monitor>(count);
        for (int i = 0; i < count; i++) {
            Monitor monitor = decodeMonitor(in.sub("Monitors", size));
            for (Monitor other : monitors) {
                if (monitor.overlaps(other)) {
                    throw in.refuse(size, new Reason.NotAllowedHere("monitor", "overlap"));
                }
            }
            monitors.add(monitor);
        }
        span(in, "width of all monitors", monitors, Monitor::left, Monitor::width);
        span(in, "height of all monitors", monitors, Monitor::top, Monitor::height);
        return new MonitorLayout(aroundPrimary(monitors));
    }

    private static Monitor decodeMonitor(WireReader in) throws ProtocolException {
        boolean primary = (in.i32("Flags") & FLAG_PRIMARY) != 0;
        int left = coordinate(in, "Left");
        int top = coordinate(in, "Top");
        // Odd widths are forbidden; clients send them anyway.
        int width = in.u32("Width", MIN_SIDE, MAX_SIDE) & ~1;
        int height = in.u32("Height", MIN_SIDE, MAX_SIDE);
        in.skip("PhysicalWidth, PhysicalHeight", 8);
        long orientation = in.u32("Orientation");
        long desktopScale = in.u32("DesktopScaleFactor");
        long deviceScale = in.u32("DeviceScaleFactor");
        // Both factors count only when both are valid: [MS-RDPEDISP] 2.2.2.2.1.
        boolean scaled =
                desktopScale >= 100
                        && desktopScale <= 500
                        && (deviceScale == 100 || deviceScale == 140 || deviceScale == 180);
        return new Monitor(
                primary,
                left,
                top,
                width,
                height,
                orientation == 90 || orientation == 180 || orientation == 270
                        ? (int) orientation
                        : 0,
                scaled ? (int) desktopScale : 100,
                scaled ? (int) deviceScale : 100);
    }

    private static int coordinate(WireReader in, String field) throws ProtocolException {
        int value = in.i32(field);
        if (value < -MAX_COORDINATE || value > MAX_COORDINATE) {
            throw in.refuse(
                    4, new Reason.OutOfRange(field, value, -MAX_COORDINATE, MAX_COORDINATE));
        }
        return value;
    }

    private static void span(
            WireReader in,
            String field,
            List<Monitor> monitors,
            ToIntFunction<Monitor> from,
            ToIntFunction<Monitor> length)
            throws ProtocolException {
        int least = Integer.MAX_VALUE;
        int most = Integer.MIN_VALUE;
        for (Monitor monitor : monitors) {
            int start = from.applyAsInt(monitor);
            least = Math.min(least, start);
            most = Math.max(most, start + length.applyAsInt(monitor));
        }
        if (most - least > MAX_COORDINATE) {
            throw in.refuse(
                    0, new Reason.OutOfRange(field, most - least, MIN_SIDE, MAX_COORDINATE));
        }
    }

    private static List<Monitor> aroundPrimary(List<Monitor> monitors) {
        int primary = 0;
        while (primary < monitors.size() && !monitors.get(primary).primary()) {
            primary++;
        }
        primary %= monitors.size();
        Monitor centre = monitors.get(primary);
        var moved = new ArrayList<Monitor>(monitors.size());
        for (int i = 0; i < monitors.size(); i++) {
            moved.add(monitors.get(i).moved(-centre.left(), -centre.top(), i == primary));
        }
        return moved;
    }
}
