package holdfast.desktops;

import holdfast.graphics.Rect;
import java.util.List;

/**
 * The monitors of a client. The picture is the bounding box of all; its top left corner is (0, 0).
 *
 * @param monitors 1 to 16; exactly one is primary
 * @param scalePercent 100 to 500
 */
public record DisplayLayout(List<Monitor> monitors, int scalePercent) {
    /** One monitor, in pixels of the whole picture. */
    public record Monitor(Rect area, boolean primary) {}

    public static DisplayLayout single(int width, int height) {
        return new DisplayLayout(List.of(new Monitor(new Rect(0, 0, width, height), true)), 100);
    }

    public DisplaySize size() {
        Rect all = Rect.EMPTY;
        for (Monitor monitor : monitors) {
            all = all.union(monitor.area());
        }
        return new DisplaySize(all.right(), all.bottom());
    }
}
