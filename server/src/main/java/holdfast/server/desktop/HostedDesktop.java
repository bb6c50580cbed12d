package holdfast.server.desktop;

import holdfast.desktops.Desktop;
import holdfast.desktops.DesktopClipboard;
import holdfast.desktops.DesktopEnd;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopListener;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Refresh;
import holdfast.desktops.SessionDesktop;
import holdfast.desktops.records.LoginRecords;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.PointerShape;
import holdfast.sessions.DesktopHandle;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session's desktop in this server: always watched for its end, shown to one view at a time. A
 * view that was replaced sees nothing and does nothing any more, so that a client that is being
 * taken over cannot disturb the one that takes over.
 */
public final class HostedDesktop implements DesktopHandle, DesktopListener {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration END_PATIENCE = Duration.ofSeconds(15);

    private final int session;
    private final String user;
    private final String osUser;
    private final LoginRecords records;
    private final SessionDesktop desktop;
    private final Optional<ClipboardTurns> clipboard;
    private final String display;
    private final Executor executor;
    private final BiConsumer<HostedDesktop, DesktopEnd> whenEnded;
    private final Consumer<HostedDesktop> whenGone;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean recorded = new AtomicBoolean();
    private final Object refreshing = new Object();

    /** One client goes while the next comes, each on its own thread. */
    private final Object changing = new Object();

    private volatile @Nullable View current;

    HostedDesktop(
            int session,
            String user,
            String osUser,
            LoginRecords records,
            SessionDesktop desktop,
            Executor executor,
            BiConsumer<HostedDesktop, DesktopEnd> whenEnded,
            Consumer<HostedDesktop> whenGone) {
        this.session = session;
        this.user = user;
        this.osUser = osUser;
        this.records = records;
        this.desktop = desktop;
        this.clipboard = desktop.clipboard().map(ClipboardTurns::new);
        this.display = desktop.display();
        this.executor = executor;
        this.whenEnded = whenEnded;
        this.whenGone = whenGone;
        desktop.watch(this);
    }

    public int session() {
        return session;
    }

    /** Whose session it is. */
    public String user() {
        return user;
    }

    public String sessionKey() {
        return desktop.sessionKey();
    }

    /** The clipboard for one connection; from now on every earlier one is without effect. */
    public Optional<DesktopClipboard> shareClipboard() {
        return clipboard.map(ClipboardTurns::next);
    }

    /**
     * A view for one connection; from now on every earlier one is blind.
     *
     * @param from the client's address
     */
    public Desktop view(InetAddress from) {
        View view = new View();
        synchronized (changing) {
            if (current != null) {
                releaseKeys();
            }
            current = view;
            desktop.shown(true);
            recorded.set(true);
            records.connected(line(), osUser, leaderPid(), Optional.of(from), Instant.now());
        }
        return view;
    }

    /** Nobody is connected, as far as the machine's records know. */
    void recordDisconnected() {
        records.disconnected(line(), leaderPid(), Instant.now());
    }

    /** What the last client held down is not the next one's. */
    private void releaseKeys() {
        desktop.input(new DesktopInput.ReleaseAll());
    }

    private void clientGone() {
        if (recorded.getAndSet(false)) {
            recordDisconnected();
        }
    }

    private String line() {
        return display.isEmpty() ? "rdp" + session : display;
    }

    /**
     * What the desktop shows now. Whoever is looking at it gets a whole picture again. Fails with
     * {@link IllegalStateException} where there is nothing to be seen.
     */
    public CompletionStage<FrameBuffer> picture() {
        CompletableFuture<FrameBuffer> result = new CompletableFuture<>();
        desktop.frames(executor).execute(() -> takePicture(result));
        return result;
    }

    private void takePicture(CompletableFuture<FrameBuffer> result) {
        FrameBuffer picture;
        Refresh taken;
        synchronized (refreshing) {
            do {
                DisplaySize size = desktop.size();
                picture = new FrameBuffer(size.width(), size.height());
                taken = desktop.refresh(picture, true);
            } while (taken.resized());
        }
        synchronized (changing) {
            if (current == null) {
                desktop.shown(false);
            }
        }
        tell(DesktopListener::resized);
        if (taken.equals(Refresh.NOTHING)) {
            result.completeExceptionally(
                    new IllegalStateException("what draws its picture does not answer"));
        } else {
            result.complete(picture);
        }
    }

    /** Frees what this server holds of the desktop and lets it run on. */
    void leave() {
        clientGone();
        desktop.leave();
    }

    @Override
    public String kind() {
        return desktop.kind();
    }

    @Override
    public long leaderPid() {
        return desktop.leader().pid();
    }

    @Override
    public String leaderStart() {
        return Long.toString(desktop.leader().startTime());
    }

    @Override
    public String display() {
        return display;
    }

    @Override
    public CompletionStage<Void> end(boolean graceful) {
        executor.execute(() -> {
            desktop.close();
            if (awaitLeaderEnd()) {
                whenGone.accept(this);
                ended.complete(null);
            } else {
                ended.completeExceptionally(
                        new IllegalStateException(
                                "process " + leaderPid() + " of the session does not end"));
            }
        });
        return ended;
    }

    /** Desktops end on threads of their own and in their own time. */
    private boolean awaitLeaderEnd() {
        Instant deadline = Instant.now().plus(END_PATIENCE);
        while (desktop.leader().isAlive()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    @Override
    public void damaged() {
        tell(DesktopListener::damaged);
    }

    @Override
    public void pointerChanged() {
        tell(DesktopListener::pointerChanged);
    }

    @Override
    public void resized() {
        tell(DesktopListener::resized);
    }

    @Override
    public void bell() {
        tell(DesktopListener::bell);
    }

    @Override
    public void ended(DesktopEnd end) {
        clientGone();
        ended.complete(null);
        whenEnded.accept(this, end);
    }

    private void tell(Consumer<DesktopListener> news) {
        View view = current;
        if (view != null) {
            DesktopListener listener = view.listener;
            if (listener != null) {
                news.accept(listener);
            }
        }
    }

    /** What one connection sees of the desktop. */
    private final class View implements Desktop {
        private volatile @Nullable DesktopListener listener;

        private boolean blind() {
            return current != this;
        }

        @Override
        public String kind() {
            return desktop.kind();
        }

        @Override
        public DisplaySize size() {
            return desktop.size();
        }

        @Override
        public void watch(@Nullable DesktopListener watcher) {
            listener = watcher;
        }

        @Override
        public Executor frames(Executor others) {
            return desktop.frames(others);
        }

        @Override
        public Refresh refresh(FrameBuffer target, boolean everything) {
            synchronized (refreshing) {
                return blind() ? Refresh.NOTHING : desktop.refresh(target, everything);
            }
        }

        @Override
        public PointerShape pointer() {
            return desktop.pointer();
        }

        @Override
        public void input(DesktopInput event) {
            if (!blind()) {
                desktop.input(event);
            }
        }

        @Override
        public void resize(DisplayLayout layout) {
            if (!blind()) {
                desktop.resize(layout);
            }
        }

        @Override
        public void close() {
            listener = null;
            synchronized (changing) {
                if (blind()) {
                    return;
                }
                current = null;
                clientGone();
                releaseKeys();
                desktop.shown(false);
            }
        }
    }
}
