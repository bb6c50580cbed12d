package holdfast.desktops.x11;

import holdfast.desktops.DesktopClipboard;
import holdfast.desktops.DesktopEnd;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopListener;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Leader;
import holdfast.desktops.Refresh;
import holdfast.desktops.SessionDesktop;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.PointerShape;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One X server's screen. Everything that touches the server runs on its display's thread. */
public final class X11Desktop implements SessionDesktop {
    private static final Logger log = LoggerFactory.getLogger(X11Desktop.class);

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LAYOUT_PATIENCE = Duration.ofSeconds(5);

    /** The leader has this long to say why the server is gone. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(6);

    private final XSession session;
    private final Connected x;
    private final InputQueue input;
    private final AtomicReference<@Nullable DesktopListener> listener = new AtomicReference<>();
    private final AtomicBoolean left = new AtomicBoolean();
    private final AtomicBoolean endBegun = new AtomicBoolean();
    private volatile @Nullable DesktopEnd end;
    private volatile PointerShape pointer = PointerShape.DEFAULT;

    /** What stands on the connection; made on the display's thread. */
    private final class Connected implements XDisplay.Events {
        final XDisplay display;
        final XFixes fixes;
        final XCore core;
        final Xkb xkb;
        final int root;
        final ScreenCapture screen;
        final ScreenLayout layout;
        final XKeyboard keyboard;
        final XPointer mouse;
        final XClipboard clipboard;

        Connected(XDisplay.Opened opened) {
            XConnection connection = opened.connection();
            display = opened.display();
            root = connection.setup().root();
            core = new XCore(connection);
            fixes = new XFixes(connection);
            xkb = new Xkb(connection);
            XTest test = new XTest(connection);
            screen = new ScreenCapture(display, connection, fixes, core, X11Desktop.this::damaged);
            layout = new ScreenLayout(connection, core);
            keyboard = new XKeyboard(connection, core, test, xkb);
            mouse = new XPointer(test);
            clipboard = new XClipboard(display, connection, core, fixes);
            xkb.watch();
        }

        @Override
        public void event(XMessage event) {
            int type = event.u8(0) & 0x7F;
            if (fixes.isCursorNotify(type)) {
                lookAtPointer(this);
            } else if (xkb.isBell(event, type)) {
                tell(DesktopListener::bell);
            } else if (type == XCore.KEY_MAPPING_NOTIFY || xkb.isNewMap(event, type)) {
                keyboard.mappingChanged();
            } else if (screen.event(event, type)) {
                session.sized(screen.size());
                tell(DesktopListener::resized);
            } else {
                clipboard.event(event, type);
            }
        }

        @Override
        public void gone() {
            if (!left.get()) {
                Thread.ofVirtual().name("x11-end-" + session.key()).start(X11Desktop.this::ended);
            }
        }
    }

    private X11Desktop(XSession session) {
        this.session = session;
        SessionState state = session.state();
        x =
                XDisplay.open(
                        state.display().orElseThrow(),
                        state.cookie(),
                        state.uid(),
                        CONNECT_PATIENCE,
                        Connected::new);
        input = new InputQueue(x.display, this::take, () -> x.keyboard.busy());
    }

    /** Connects to a session's X server; throws {@link XException} when that cannot be. */
    static X11Desktop connect(XSession session) {
        X11Desktop desktop = new X11Desktop(session);
        ProcessHandle.of(session.leader().pid())
                .ifPresent(process -> {
                    CompletableFuture<ProcessHandle> exit = process.onExit();
                    exit.thenRun(desktop::ended);
                });
        return desktop;
    }

    @Override
    public String kind() {
        return X11Desktops.KIND;
    }

    @Override
    public String sessionKey() {
        return session.key();
    }

    @Override
    public Leader leader() {
        return session.leader();
    }

    @Override
    public Optional<DesktopClipboard> clipboard() {
        return Optional.of(x.clipboard);
    }

    @Override
    public String display() {
        return ":" + session.state().display().orElseThrow();
    }

    @Override
    public DisplaySize size() {
        return x.screen.size();
    }

    @Override
    public void watch(@Nullable DesktopListener next) {
        listener.set(next);
        DesktopEnd known = end;
        if (next != null && known != null) {
            next.ended(known);
        }
    }

    @Override
    public void shown(boolean now) {
        x.display.post(() -> {
            x.fixes.watchCursor(x.root, now);
            if (now) {
                x.screen.start();
                lookAtPointer(x);
            } else {
                x.screen.stop();
            }
        });
    }

    @Override
    public Executor frames(Executor others) {
        return frame -> x.display.execute(frame, others);
    }

    @Override
    public Refresh refresh(FrameBuffer target, boolean everything) {
        if (x.display.isOwnThread()) {
            return x.screen.refresh(target, everything);
        }
        return x.display
                .call(() -> x.screen.refresh(target, everything))
                .exceptionally(_ -> Refresh.NOTHING) // The display is closed.
                .join();
    }

    @Override
    public PointerShape pointer() {
        return pointer;
    }

    @Override
    public void input(DesktopInput event) {
        input.add(event);
    }

    private void take(DesktopInput event) {
        switch (event) {
            case DesktopInput.Key key -> x.keyboard.key(key);
            case DesktopInput.Unicode unicode -> x.keyboard.unicode(unicode);
            case DesktopInput.Synchronize locks -> x.keyboard.synchronize(locks);
            case DesktopInput.PointerMoved move -> x.mouse.moved(move);
            case DesktopInput.PointerButton button -> x.mouse.button(button);
            case DesktopInput.Wheel wheel -> x.mouse.wheel(wheel);
            case DesktopInput.KeyboardLayout layout -> x.keyboard.layout(layout.layoutId());
            case DesktopInput.ReleaseAll _ -> {
                x.keyboard.releaseAll();
                x.mouse.releaseAll();
            }
        }
    }

    @Override
    public void resize(DisplayLayout layout) {
        x.display.post(() -> x.layout.apply(layout));
    }

    /** The same, and waits until it is done. */
    void resizeNow(DisplayLayout layout) {
        try {
            Object unused =
                    x.display
                            .call(() -> {
                                x.layout.apply(layout);
                                return layout;
                            })
                            .get(LAYOUT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            log.atWarn()
                    .addKeyValue("session", session.key())
                    .log("The screen cannot be set up as asked: {}", e.toString());
        }
    }

    @Override
    public void leave() {
        if (!left.getAndSet(true)) {
            listener.set(null);
            x.display.close();
        }
    }

    @Override
    public void close() {
        if (!left.getAndSet(true)) {
            listener.set(null);
            x.display.close();
            Thread.ofVirtual().name("x11-close-" + session.key()).start(session::end);
        }
    }

    private void damaged() {
        tell(DesktopListener::damaged);
    }

    private void lookAtPointer(Connected connected) {
        PointerShape now = connected.fixes.cursor();
        if (!same(now, pointer)) {
            pointer = now;
            tell(DesktopListener::pointerChanged);
        }
    }

    private static boolean same(PointerShape one, PointerShape other) {
        return one == other
                || one.width() == other.width()
                        && one.width() > 0
                        && one.hotX() == other.hotX()
                        && one.hotY() == other.hotY()
                        && Arrays.equals(one.argb(), other.argb());
    }

    /** The leader or the X server is gone: the other one follows, and then there is a verdict. */
    private void ended() {
        if (left.get() || endBegun.getAndSet(true)) {
            return;
        }
        if (!session.awaitEnd(END_PATIENCE)) {
            session.end();
        }
        x.display.close();
        DesktopEnd verdict = session.verdict();
        end = verdict;
        tell(watcher -> watcher.ended(verdict));
    }

    private void tell(java.util.function.Consumer<DesktopListener> what) {
        DesktopListener now = listener.get();
        if (now != null) {
            what.accept(now);
        }
    }
}
