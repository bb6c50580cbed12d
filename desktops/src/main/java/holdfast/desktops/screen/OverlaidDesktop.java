package holdfast.desktops.screen;

import holdfast.desktops.Desktop;
import holdfast.desktops.DesktopEnd;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopListener;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Refresh;
import holdfast.desktops.keyboard.KeyStroke;
import holdfast.desktops.keyboard.Keyboard;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.PointerShape;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Any desktop, with a notice over it from time to time. While one is shown it takes all input; keys
 * held down before are released beneath. {@link #show} and {@link #dismiss} may be called by any
 * thread; the rest as {@link Desktop}. Closing this closes the desktop beneath.
 */
public final class OverlaidDesktop implements Desktop {
    private final Desktop inner;
    private final InstantSource clock;
    private final Keyboard keyboard = new Keyboard();
    private final Overlay overlay = new Overlay();

    /** What is shown, or null. Replaced as a whole. */
    private @Nullable Shown shown;

    private DisplayLayout layout;
    private boolean releaseBeneath;
    private @Nullable DesktopListener listener;

    /** Guards what may be touched by any thread. Never held while somebody is told something. */
    private final Object guard = new Object();

    /** A notice on the screen. */
    private record Shown(
            Notice notice,
            Consumer<NoticeAnswer> answered,
            int focus,
            @Nullable Countdown countdown) {}

    public OverlaidDesktop(Desktop inner, InstantSource clock) {
        this.inner = inner;
        this.clock = clock;
        this.layout = DisplayLayout.single(inner.size().width(), inner.size().height());
    }

    /** The desktop beneath. */
    public Desktop inner() {
        return inner;
    }

    /**
     * Shows a notice in the place of one that is shown already.
     *
     * @param answered told once, on any thread
     */
    public void show(Notice notice, Consumer<NoticeAnswer> answered) {
        Shown before;
        synchronized (guard) {
            before = shown;
            Countdown countdown =
                    notice.deadline()
                            .map(end -> Countdown.start(clock.instant(), end, clock, this::tick))
                            .orElse(null);
            shown = new Shown(notice, answered, 0, countdown);
            releaseBeneath = true;
        }
        gone(before, new NoticeAnswer.Dismissed());
        tellDamaged();
    }

    /** Takes the notice away, if one is shown. */
    public void dismiss() {
        finish(null, new NoticeAnswer.Dismissed());
    }

    private void tick() {
        timeOut();
        tellDamaged();
    }

    private void timeOut() {
        Shown now = shown();
        if (now != null
                && now.notice.deadline().filter(end -> !end.isAfter(clock.instant())).isPresent()) {
            finish(now.notice, new NoticeAnswer.TimedOut());
        }
    }

    private @Nullable Shown shown() {
        synchronized (guard) {
            return shown;
        }
    }

    /**
     * @param notice the one that is meant; null for any
     */
    private void finish(@Nullable Notice notice, NoticeAnswer how) {
        Shown before;
        synchronized (guard) {
            before = shown;
            if (before == null || notice != null && before.notice != notice) {
                return;
            }
            shown = null;
        }
        gone(before, how);
        tellDamaged();
    }

    private static void gone(@Nullable Shown before, NoticeAnswer how) {
        if (before != null) {
            if (before.countdown != null) {
                before.countdown.stop();
            }
            before.answered.accept(how);
        }
    }

    private void tellDamaged() {
        DesktopListener told;
        synchronized (guard) {
            told = listener;
        }
        if (told != null) {
            told.damaged();
        }
    }

    @Override
    public String kind() {
        return inner.kind();
    }

    @Override
    public DisplaySize size() {
        return inner.size();
    }

    @Override
    public void watch(@Nullable DesktopListener watcher) {
        synchronized (guard) {
            listener = watcher;
        }
        inner.watch(watcher == null ? null : new Dismissing(watcher));
    }

    /** A desktop that ended has nobody left who could answer. */
    private final class Dismissing implements DesktopListener {
        private final DesktopListener watcher;

        private Dismissing(DesktopListener watcher) {
            this.watcher = watcher;
        }

        @Override
        public void damaged() {
            watcher.damaged();
        }

        @Override
        public void pointerChanged() {
            watcher.pointerChanged();
        }

        @Override
        public void resized() {
            watcher.resized();
        }

        @Override
        public void bell() {
            watcher.bell();
        }

        @Override
        public void ended(DesktopEnd end) {
            dismiss();
            watcher.ended(end);
        }
    }

    @Override
    public Executor frames(Executor others) {
        return inner.frames(others);
    }

    @Override
    public Refresh refresh(FrameBuffer target, boolean everything) {
        timeOut();
        Scene scene = Scene.NOTHING;
        synchronized (guard) {
            if (shown != null) {
                scene = scene(shown);
            }
        }
        return overlay.refresh(inner, scene, target, everything);
    }

    private Scene scene(Shown now) {
        DisplaySize size = inner.size();
        // A desktop may not have followed yet, or not be able to.
        DisplayLayout usable =
                layout.size().equals(size)
                        ? layout
                        : DisplayLayout.single(size.width(), size.height());
        return NoticeLayout.scene(usable, now.notice, now.focus, clock.instant());
    }

    @Override
    public PointerShape pointer() {
        return shown() == null ? inner.pointer() : PointerShape.DEFAULT;
    }

    @Override
    public void input(DesktopInput event) {
        boolean release;
        Shown now;
        synchronized (guard) {
            release = releaseBeneath;
            releaseBeneath = false;
            now = shown;
        }
        if (release) {
            inner.input(new DesktopInput.ReleaseAll());
        }
        var strokes = keyboard.take(event);
        boolean aboutTheKeyboard =
                event instanceof DesktopInput.KeyboardLayout
                        || event instanceof DesktopInput.Synchronize
                        || event instanceof DesktopInput.ReleaseAll;
        if (now == null || aboutTheKeyboard) {
            inner.input(event);
        } else if (event instanceof DesktopInput.PointerButton button) {
            if (button.button() == 1 && button.down()) {
                NoticeLayout.buttonAt(scene(now), button.x(), button.y())
                        .ifPresent(index -> answer(now, index));
            }
        } else {
            for (KeyStroke stroke : strokes) {
                type(now, stroke);
            }
        }
    }

    private void answer(Shown now, int button) {
        finish(now.notice, new NoticeAnswer.Button(button));
    }

    private void type(Shown now, KeyStroke stroke) {
        int last = now.notice.buttons().size() - 1;
        if (stroke instanceof KeyStroke.Typed typed) {
            if (typed.codePoint() == ' ') {
                answer(now, now.focus);
            }
            return;
        }
        var pressed = (KeyStroke.Pressed) stroke;
        switch (pressed.key()) {
            case ENTER -> answer(now, now.focus);
            case ESCAPE -> answer(now, last);
            case TAB -> focus(now, now.focus + (pressed.shift() ? -1 : 1));
            case LEFT -> focus(now, now.focus - 1);
            case RIGHT -> focus(now, now.focus + 1);
            default -> {}
        }
    }

    private void focus(Shown now, int to) {
        int focus = Math.floorMod(to, now.notice.buttons().size());
        synchronized (guard) {
            if (shown == now) {
                shown = new Shown(now.notice, now.answered, focus, now.countdown);
            }
        }
        tellDamaged();
    }

    @Override
    public void resize(DisplayLayout wanted) {
        synchronized (guard) {
            layout = wanted;
        }
        inner.resize(wanted);
    }

    @Override
    public void close() {
        dismiss();
        inner.close();
    }
}
