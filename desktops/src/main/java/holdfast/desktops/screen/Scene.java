package holdfast.desktops.screen;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;
import java.util.ArrayList;
import java.util.List;

/** All widgets of a screen, from the back. Immutable. */
record Scene(List<Widget> widgets) {
    static final Scene NOTHING = new Scene(List.of());

    Scene {
        widgets = List.copyOf(widgets);
    }

    void paint(FrameBuffer target) {
        var canvas = new Canvas(target);
        widgets.forEach(widget -> widget.paint(canvas));
    }

    /**
     * Paints what differs from the scene in the picture, and says where. When something moved, all
     * is painted.
     */
    List<Rect> update(FrameBuffer target, Scene before) {
        if (!sameLayout(before)) {
            paint(target);
            return widgets.isEmpty() ? List.of() : List.of(widgets.getFirst().area());
        }
        var canvas = new Canvas(target);
        List<Rect> changed = new ArrayList<>();
        for (int i = 0; i < widgets.size(); i++) {
            Widget widget = widgets.get(i);
            if (!widget.equals(before.widgets.get(i))) {
                widget.paint(canvas);
                Rect visible = widget.area().intersect(target.bounds());
                if (!visible.isEmpty()) {
                    changed.add(visible);
                }
            }
        }
        return changed;
    }

    private boolean sameLayout(Scene other) {
        if (widgets.size() != other.widgets.size()) {
            return false;
        }
        for (int i = 0; i < widgets.size(); i++) {
            if (!widgets.get(i).area().equals(other.widgets.get(i).area())) {
                return false;
            }
        }
        return true;
    }
}
