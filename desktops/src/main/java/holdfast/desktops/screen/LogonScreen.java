package holdfast.desktops.screen;

import holdfast.desktops.Desktop;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopListener;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Refresh;
import holdfast.desktops.keyboard.KeyStroke;
import holdfast.desktops.keyboard.Keyboard;
import holdfast.desktops.keyboard.NamedKey;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.PointerShape;
import holdfast.graphics.Rect;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks who wants in. What is asked, and what becomes of the answers, is decided elsewhere: the
 * screen shows prompts, a list, or that it is busy. {@link #ask}, {@link #choose}, {@link #busy}
 * and {@link #deadline} may be called by any thread; the rest as {@link Desktop}.
 */
public final class LogonScreen implements Desktop {
    private static final long SHOWN_SECONDS = 60;
    private static final String WAIT = "Please wait…";

    private final String heading;
    private final InstantSource clock;
    private final LogonAnswers answers;
    private final Keyboard keyboard = new Keyboard();

    /** Guards what follows. Never held while somebody is told something. */
    private final ReentrantLock guard = new ReentrantLock();

    private DisplayLayout layout;
    private LogonView view = new LogonView.Busy(WAIT);
    private Scene painted = Scene.NOTHING;
    private @Nullable Instant deadline;
    private @Nullable DesktopListener listener;
    private @Nullable Countdown countdown;
    private boolean closed;

    /**
     * @param heading over the fields, such as the machine's name
     * @param clock for the countdown
     */
    public LogonScreen(
            DisplayLayout layout, String heading, InstantSource clock, LogonAnswers answers) {
        this.layout = layout;
        this.heading = heading;
        this.clock = clock;
        this.answers = answers;
    }

    /** Shows prompts from the top; the first empty field has the focus. */
    public void ask(List<LogonPrompt> prompts) {
        List<Typing> fields = new ArrayList<>();
        int focus = -1;
        for (LogonPrompt prompt : prompts) {
            if (prompt.wantsAnswer()) {
                String preset = prompt instanceof LogonPrompt.Text text ? text.preset() : "";
                if (focus < 0 && preset.isEmpty()) {
                    focus = fields.size();
                }
                fields.add(new Typing(preset));
            }
        }
        show(new LogonView.Asking(List.copyOf(prompts), fields, Math.max(0, focus)));
    }

    /** Shows a list; the first entry is marked. */
    public void choose(String question, List<LogonChoice> choices) {
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("nothing to choose from");
        }
        show(new LogonView.Choosing(question, List.copyOf(choices), 0));
    }

    /** Takes no input but Cancel until something is asked. */
    public void busy(String text) {
        show(new LogonView.Busy(text));
    }

    /** When the server will give up waiting; the last minute is shown. {@code null}: never. */
    public void deadline(@Nullable Instant when) {
        guard.lock();
        try {
            deadline = when;
            restartCountdown();
        } finally {
            guard.unlock();
        }
        tellDamaged();
    }

    private void show(LogonView next) {
        guard.lock();
        try {
            if (closed) {
                wipe(next);
                return;
            }
            wipe(view);
            view = next;
        } finally {
            guard.unlock();
        }
        tellDamaged();
    }

    private static void wipe(LogonView view) {
        if (view instanceof LogonView.Asking asking) {
            asking.fields().forEach(Typing::wipe);
        }
    }

    private void restartCountdown() {
        if (countdown != null) {
            countdown.stop();
            countdown = null;
        }
        if (deadline != null && listener != null && !closed) {
            Instant first = deadline.minusSeconds(SHOWN_SECONDS);
            countdown = Countdown.start(first, deadline, clock, this::tellDamaged);
        }
    }

    private void tellDamaged() {
        DesktopListener told;
        guard.lock();
        try {
            told = listener;
        } finally {
            guard.unlock();
        }
        if (told != null) {
            told.damaged();
        }
    }

    @Override
    public String kind() {
        return "logon";
    }

    @Override
    public DisplaySize size() {
        guard.lock();
        try {
            return layout.size();
        } finally {
            guard.unlock();
        }
    }

    @Override
    public void watch(@Nullable DesktopListener watcher) {
        guard.lock();
        try {
            listener = watcher;
            restartCountdown();
        } finally {
            guard.unlock();
        }
    }

    @Override
    public Refresh refresh(FrameBuffer target, boolean everything) {
        Scene before;
        Scene now;
        guard.lock();
        try {
            DisplaySize size = layout.size();
            if (target.width() != size.width() || target.height() != size.height()) {
                return Refresh.RESIZED;
            }
            before = everything ? Scene.NOTHING : painted;
            now = scene();
            painted = now;
        } finally {
            guard.unlock();
        }
        List<Rect> changed = now.update(target, before);
        return changed.isEmpty() ? Refresh.NOTHING : Refresh.changed(changed);
    }

    private Scene scene() {
        String left = "";
        if (deadline != null) {
            Instant now = clock.instant();
            if (!now.plusSeconds(SHOWN_SECONDS).isBefore(deadline)) {
                left = Countdown.left(deadline, now);
            }
        }
        return new LogonLayout(layout, heading, keyboard.capsLock(), left).scene(view);
    }

    @Override
    public PointerShape pointer() {
        return PointerShape.DEFAULT;
    }

    @Override
    public void input(DesktopInput event) {
        List<Runnable> told = new ArrayList<>();
        guard.lock();
        try {
            if (closed) {
                return;
            }
            if (event instanceof DesktopInput.PointerButton button) {
                if (button.button() == 1 && button.down()) {
                    click(button.x(), button.y(), told);
                }
            } else {
                keyboard.take(event).forEach(stroke -> stroke(stroke, told));
            }
        } finally {
            guard.unlock();
        }
        tellDamaged();
        told.forEach(Runnable::run);
    }

    private void stroke(KeyStroke stroke, List<Runnable> told) {
        if (stroke instanceof KeyStroke.Pressed pressed && pressed.key() == NamedKey.ESCAPE) {
            told.add(answers::cancelled);
            return;
        }
        switch (view) {
            case LogonView.Asking asking -> asking(asking, stroke, told);
            case LogonView.Choosing choosing -> choosing(choosing, stroke, told);
            case LogonView.Busy _ -> {
                // What is typed now was meant for something else.
            }
        }
    }

    private void asking(LogonView.Asking asking, KeyStroke stroke, List<Runnable> told) {
        boolean inField = asking.focus() < asking.fields().size();
        if (stroke instanceof KeyStroke.Typed typed) {
            if (inField && !typed.control() && !typed.alt() && typed.codePoint() >= ' ') {
                asking.fields().get(asking.focus()).type(typed.codePoint());
            } else if (!inField && typed.codePoint() == ' ') {
                press(asking, told);
            }
        } else if (stroke instanceof KeyStroke.Pressed pressed) {
            int step = pressed.shift() ? -1 : 1;
            switch (pressed.key()) {
                case TAB -> view = asking.focused(asking.focus() + step);
                case DOWN -> view = asking.focused(asking.focus() + 1);
                case UP -> view = asking.focused(asking.focus() - 1);
                case ENTER -> enter(asking, told);
                default -> {
                    if (inField) {
                        edit(asking.fields().get(asking.focus()), pressed);
                    }
                }
            }
        }
    }

    private static void edit(Typing typing, KeyStroke.Pressed pressed) {
        switch (pressed.key()) {
            case BACKSPACE -> typing.backspace();
            case DELETE -> typing.delete();
            case LEFT -> typing.move(-1);
            case RIGHT -> typing.move(1);
            case HOME -> typing.toStart();
            case END -> typing.toEnd();
            default -> {}
        }
    }

    /** Goes on to the next field while there is an empty one, else submits. */
    private void enter(LogonView.Asking asking, List<Runnable> told) {
        int next = asking.focus() + 1;
        if (next < asking.fields().size() && asking.fields().get(next).length() == 0) {
            view = asking.focused(next);
        } else {
            press(asking, told);
        }
    }

    /** The focused button; in a field, the first one. */
    private void press(LogonView.Asking asking, List<Runnable> told) {
        if (asking.focus() == asking.fields().size() + 1) {
            told.add(answers::cancelled);
            return;
        }
        List<char[]> typed = new ArrayList<>();
        asking.fields().forEach(field -> typed.add(field.take()));
        view = new LogonView.Busy(WAIT);
        told.add(() -> answers.submitted(typed));
    }

    private void choosing(LogonView.Choosing choosing, KeyStroke stroke, List<Runnable> told) {
        if (stroke instanceof KeyStroke.Pressed pressed) {
            switch (pressed.key()) {
                case DOWN, RIGHT -> view = choosing.marked(choosing.marked() + 1);
                case UP, LEFT -> view = choosing.marked(choosing.marked() - 1);
                case TAB -> view = choosing.marked(choosing.marked() + (pressed.shift() ? -1 : 1));
                case ENTER -> take(choosing.marked(), told);
                default -> {}
            }
        }
    }

    private void take(int index, List<Runnable> told) {
        view = new LogonView.Busy(WAIT);
        told.add(() -> answers.chosen(index));
    }

    /** On what is to be seen now, whether it is painted yet or not. */
    private void click(int x, int y, List<Runnable> told) {
        for (Widget widget : scene().widgets()) {
            if (widget.area().contains(new Rect(x, y, 1, 1))) {
                switch (widget) {
                    case Widget.Field field -> focus(field.index());
                    case Widget.Entry entry -> take(entry.index(), told);
                    case Widget.Button button -> pushed(button.primary(), told);
                    case Widget.Backdrop _, Widget.Card _, Widget.Label _ -> {}
                }
            }
        }
    }

    private void focus(int field) {
        if (view instanceof LogonView.Asking asking) {
            view = asking.focused(field);
        }
    }

    private void pushed(boolean primary, List<Runnable> told) {
        if (!primary) {
            told.add(answers::cancelled);
            return;
        }
        switch (view) {
            case LogonView.Asking asking -> press(asking.focused(0), told);
            case LogonView.Choosing choosing -> take(choosing.marked(), told);
            case LogonView.Busy _ -> {}
        }
    }

    @Override
    public void resize(DisplayLayout wanted) {
        DesktopListener told;
        guard.lock();
        try {
            if (wanted.equals(layout)) {
                return;
            }
            layout = wanted;
            painted = Scene.NOTHING;
            told = listener;
        } finally {
            guard.unlock();
        }
        if (told != null) {
            told.resized();
            told.damaged();
        }
    }

    /** Wipes what was typed. */
    @Override
    public void close() {
        guard.lock();
        try {
            closed = true;
            listener = null;
            wipe(view);
            restartCountdown();
        } finally {
            guard.unlock();
        }
    }
}
