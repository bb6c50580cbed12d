package holdfast.desktops.screen;

import holdfast.desktops.DisplayLayout;
import holdfast.graphics.Rect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** From what the logon screen has to show to widgets. */
final class LogonLayout {
    private static final String DOT = "•";

    private final DisplayLayout layout;
    private final String heading;
    private final boolean capsLock;
    private final String timeLeft;

    /**
     * @param timeLeft empty when it is not shown
     */
    LogonLayout(DisplayLayout layout, String heading, boolean capsLock, String timeLeft) {
        this.layout = layout;
        this.heading = heading;
        this.capsLock = capsLock;
        this.timeLeft = timeLeft;
    }

    Scene scene(LogonView view) {
        var stack = new Stack(layout);
        stack.lines(Canvas.wrap(heading, Math.max(1, stack.columns())), Look.TEXT, true);
        switch (view) {
            case LogonView.Asking asking -> asking(stack, asking);
            case LogonView.Choosing choosing -> choosing(stack, choosing);
            case LogonView.Busy busy -> {
                stack.text(busy.text(), Look.QUIET);
                buttons(stack, List.of("Cancel"), -1, -1);
            }
        }
        if (!timeLeft.isEmpty()) {
            stack.text("Time left: " + timeLeft, Look.HINT);
        }
        List<Widget> all = new ArrayList<>();
        var size = layout.size();
        all.add(new Widget.Backdrop(new Rect(0, 0, size.width(), size.height())));
        all.addAll(stack.build());
        return new Scene(all);
    }

    private void asking(Stack stack, LogonView.Asking asking) {
        int field = 0;
        boolean secretFocused = false;
        for (LogonPrompt prompt : asking.prompts()) {
            switch (prompt) {
                case LogonPrompt.Info info -> stack.text(info.text(), Look.QUIET);
                case LogonPrompt.Problem problem -> stack.text(problem.text(), Look.PROBLEM);
                case LogonPrompt.Text text -> {
                    Typing typing = asking.fields().get(field);
                    field(stack, text.label(), typing.shown(), asking, field++);
                }
                case LogonPrompt.Secret secret -> {
                    secretFocused |= asking.focus() == field;
                    String dots = DOT.repeat(asking.fields().get(field).length());
                    field(stack, secret.label(), dots, asking, field++);
                }
            }
        }
        // Its place is kept, so that nothing jumps.
        boolean hint = capsLock && secretFocused;
        stack.lines(List.of(hint ? "Caps Lock is on" : ""), Look.HINT, false);
        boolean first = asking.prompts().stream().anyMatch(LogonPrompt.Text.class::isInstance);
        String submit = asking.fields().isEmpty() ? "OK" : first ? "Log on" : "Continue";
        buttons(stack, List.of(submit, "Cancel"), 0, asking.focus() - asking.fields().size());
    }

    private static void field(
            Stack stack, String label, String shown, LogonView.Asking asking, int index) {
        stack.label(label, Look.QUIET);
        int unit = stack.font().width();
        boolean focused = asking.focus() == index;
        int caret = focused ? asking.fields().get(index).caret() : -1;
        stack.add(
                stack.font().height() + unit,
                unit,
                focused,
                area -> new Widget.Field(area, stack.font(), index, shown, caret));
    }

    private static void choosing(Stack stack, LogonView.Choosing choosing) {
        stack.text(choosing.question(), Look.QUIET);
        int unit = stack.font().width();
        for (int i = 0; i < choosing.choices().size(); i++) {
            LogonChoice choice = choosing.choices().get(i);
            int index = i;
            boolean marked = i == choosing.marked();
            int lines = choice.detail().isEmpty() ? 1 : 2;
            stack.add(
                    lines * stack.font().height() + unit,
                    unit / 2,
                    marked,
                    area -> new Widget.Entry(area, stack.font(), index, choice, marked));
        }
        buttons(stack, List.of("Connect", "Cancel"), 0, -1);
    }

    static void buttons(Stack stack, List<String> labels, int primary, int focused) {
        int unit = stack.font().width();
        List<Function<Rect, Widget>> makers = new ArrayList<>();
        int longest = 8;
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            int index = i;
            boolean isPrimary = i == primary;
            boolean isFocused = i == focused;
            longest = Math.max(longest, label.length());
            makers.add(area ->
                    new Widget.Button(area, stack.font(), index, label, isPrimary, isFocused));
        }
        stack.row(stack.font().height() + unit, focused >= 0, makers, (longest + 4) * unit);
    }
}
