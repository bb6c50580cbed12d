package holdfast.desktops.screen;

import holdfast.desktops.DisplayLayout;
import holdfast.graphics.Rect;
import java.time.Instant;
import java.util.OptionalInt;

/** From a notice to widgets. */
final class NoticeLayout {
    private static final String TIME = "%t";

    private NoticeLayout() {}

    static Scene scene(DisplayLayout layout, Notice notice, int focus, Instant now) {
        var stack = new Stack(layout);
        stack.lines(Canvas.wrap(notice.title(), Math.max(1, stack.columns())), Look.TEXT, true);
        String left = notice.deadline().map(end -> Countdown.left(end, now)).orElse("");
        stack.text(notice.text().replace(TIME, left), Look.TEXT);
        LogonLayout.buttons(stack, notice.buttons(), 0, focus);
        return new Scene(stack.build());
    }

    static OptionalInt buttonAt(Scene scene, int x, int y) {
        for (Widget widget : scene.widgets()) {
            if (widget instanceof Widget.Button button
                    && button.area().contains(new Rect(x, y, 1, 1))) {
                return OptionalInt.of(button.index());
            }
        }
        return OptionalInt.empty();
    }
}
