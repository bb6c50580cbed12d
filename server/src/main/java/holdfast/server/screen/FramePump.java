package holdfast.server.screen;

import holdfast.desktops.Desktop;
import holdfast.desktops.DesktopEnd;
import holdfast.desktops.DesktopListener;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Refresh;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.PointerShape;
import holdfast.graphics.Rect;
import holdfast.protocol.connect.RdpConnection;
import holdfast.protocol.update.ClientLimits;
import holdfast.protocol.update.UpdateWriter;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows one desktop to one client, frame by frame. Damage gathers until the client is ready for a
 * frame: the last one has gone to the socket, the socket takes more, output is not suppressed, and
 * the least time between frames is over. Then the desktop is looked at where it likes that best
 * ({@link Desktop#frames}), what changed is encoded there if it is little and on the {@code
 * encoders} else, and the frame is handed to the connection's thread, and so on. Every full
 * picture, whatever the occasion (first connect, reconnect, reactivation, another desktop, Refresh
 * Rect), is the same step with {@code everything} set.
 *
 * <p>Safe for all threads; a frame runs on one thread at a time.
 */
public final class FramePump implements DesktopListener {
    /** Sixty frames a second: no eye and no client wants more. */
    static final long LEAST_NANOS_BETWEEN_FRAMES = 1_000_000_000L / 60;

    /** Encoding so little takes no longer than handing it to another thread. */
    private static final long FEW_PIXELS = 128 * 128;

    private static final Logger log = LoggerFactory.getLogger(FramePump.class);

    /** What a pump needs of its connection. All methods return at once, from any thread. */
    public interface Outlet {
        /** Runs {@code frame} on the connection's thread, then {@link FramePump#sent}. */
        void submit(Frame frame);

        /** Runs {@code task} after a delay, on any thread. */
        void later(Runnable task, long nanos);

        /** The client's desktop has to become this large: reactivate it. */
        void resizeClient(DisplaySize size);

        /** The desktop has ended by itself. */
        void ended(DesktopEnd end);

        /** The client has a whole picture of what {@link FramePump#show} gave it. */
        void painted();

        /** A frame failed inside: the connection cannot go on. */
        void failed(RuntimeException cause);
    }

    /** An encoded frame, to be wrapped by the connection it was encoded for. */
    @FunctionalInterface
    public interface Frame {
        void writeTo(RdpConnection connection, Consumer<byte[]> socket);
    }

    private final Executor encoders;
    private final Outlet outlet;
    private final FrameBatch batch = new FrameBatch();

    // Guarded by this.
    private @Nullable Desktop desktop;
    private @Nullable DisplaySize clientSize;
    private @Nullable UpdateWriter writer;
    private @Nullable BitmapPainter painter;
    private boolean everything;
    private boolean damaged;
    private boolean pointerChanged;
    private boolean suppressed;
    private boolean writable = true;
    private boolean running;
    private boolean inFlight;
    private boolean waitingForTime;
    private boolean resizing;
    private boolean awaitingFirstPaint;
    private boolean stopped;
    private long lastFrameNanos = System.nanoTime() - LEAST_NANOS_BETWEEN_FRAMES;
    private int frameId;

    // Touched by the running frame only, or where none can run any more.
    private @Nullable FrameBuffer picture;
    private @Nullable UpdateWriter encodedFor;
    private @Nullable Bulk bulk;
    private volatile boolean lost;

    public FramePump(Executor encoders, Outlet outlet) {
        this.encoders = encoders;
        this.outlet = outlet;
    }

    /**
     * The client is (again) ready for graphics and knows nothing of what was sent before.
     *
     * @param skipAlpha it takes planar bitmaps without an alpha plane
     * @param compression the bulk compression type that the client can read, if any
     */
    public void activated(
            ClientLimits limits,
            boolean skipAlpha,
            Optional<Integer> compression,
            DisplaySize size) {
        synchronized (this) {
            if (bulk == null && compression.isPresent()) {
                bulk = new Bulk(compression.get());
            }
            writer = new UpdateWriter(limits, batch, bulk);
            painter = new BitmapPainter(writer, skipAlpha);
            clientSize = size;
            suppressed = false;
            resizing = false;
            everything = true;
            pointerChanged = true;
        }
        pump();
    }

    /** No graphics until {@link #activated} is called again. */
    public synchronized void deactivated() {
        writer = null;
        painter = null;
    }

    /** Shows another desktop, or none. The caller has resized it as the client wants. */
    public void show(@Nullable Desktop next) {
        Desktop last;
        synchronized (this) {
            last = desktop;
            desktop = next;
            everything = true;
            pointerChanged = true;
            awaitingFirstPaint = next != null;
        }
        if (last != null) {
            last.watch(null);
        }
        if (next != null) {
            next.watch(this);
        }
        pump();
    }

    /** The client wants all of the picture again. */
    public void repaint() {
        synchronized (this) {
            everything = true;
            pointerChanged = true;
        }
        pump();
    }

    /** Suppress Output ([MS-RDPBCGR] 2.2.11.3). */
    public void suppress(boolean suppress) {
        synchronized (this) {
            suppressed = suppress;
            if (!suppress) {
                everything = true;
            }
        }
        pump();
    }

    /** The socket takes bytes again, or takes none for now. */
    public void writable(boolean now) {
        synchronized (this) {
            writable = now;
        }
        pump();
    }

    /** The connection's thread has written the frame it was given. */
    public void sent(boolean stillWritable) {
        synchronized (this) {
            inFlight = false;
            writable = stillWritable;
        }
        pump();
    }

    /** Shows nothing any more, and holds no picture while the connection lingers. */
    public void stop() {
        Desktop last;
        synchronized (this) {
            stopped = true;
            last = desktop;
            desktop = null;
            if (!running) {
                picture = null;
            }
        }
        if (last != null) {
            last.watch(null);
        }
    }

    @Override
    public void damaged() {
        synchronized (this) {
            damaged = true;
        }
        pump();
    }

    @Override
    public void pointerChanged() {
        synchronized (this) {
            pointerChanged = true;
        }
        pump();
    }

    @Override
    public void resized() {
        synchronized (this) {
            everything = true;
        }
        pump();
    }

    @Override
    public void ended(DesktopEnd end) {
        outlet.ended(end);
    }

    private void pump() {
        long wait;
        Desktop next;
        synchronized (this) {
            boolean ready =
                    writer != null
                            && desktop != null
                            && writable
                            && !stopped
                            && !suppressed
                            && !running
                            && !inFlight
                            && !waitingForTime
                            && !resizing
                            && (damaged || everything || pointerChanged);
            next = desktop;
            if (!ready || next == null) {
                return;
            }
            wait = lastFrameNanos + LEAST_NANOS_BETWEEN_FRAMES - System.nanoTime();
            if (wait > 0) {
                waitingForTime = true;
            } else {
                running = true;
                lastFrameNanos = System.nanoTime();
            }
        }
        if (wait > 0) {
            outlet.later(this::timeIsOver, wait);
        } else {
            next.frames(encoders).execute(this::frame);
        }
    }

    private void timeIsOver() {
        synchronized (this) {
            waitingForTime = false;
        }
        pump();
    }

    private void frame() {
        guarded(() -> {
            Look look = look();
            if (look == null) {
                finish(false);
            } else if (look.pixels() <= FEW_PIXELS) {
                finish(draw(look));
            } else {
                encoders.execute(() -> guarded(() -> finish(draw(look))));
            }
        });
    }

    private void guarded(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("A frame failed");
            outlet.failed(e);
        }
    }

    private void finish(boolean submitted) {
        synchronized (this) {
            running = false;
            inFlight = submitted;
            if (stopped) {
                picture = null;
            }
        }
        if (submitted) {
            outlet.submit(this::hand);
        } else {
            pump();
        }
    }

    /** What a frame will show, as it was found. */
    private record Look(
            Desktop shown,
            UpdateWriter out,
            BitmapPainter painter,
            FrameBuffer picture,
            Refresh refresh,
            boolean everything,
            boolean pointer) {
        long pixels() {
            return refresh.changed().stream().mapToLong(Rect::area).sum();
        }
    }

    /** Brings the picture up to date. */
    private @Nullable Look look() {
        Desktop shown;
        UpdateWriter out;
        BitmapPainter paint;
        boolean all;
        boolean pointer;
        DisplaySize client;
        synchronized (this) {
            if (desktop == null || writer == null || painter == null || clientSize == null) {
                return null;
            }
            shown = desktop;
            out = writer;
            paint = painter;
            client = clientSize;
            all = everything;
            pointer = pointerChanged;
            everything = false;
            damaged = false;
            pointerChanged = false;
        }
        DisplaySize size = shown.size();
        if (!size.equals(client)) {
            synchronized (this) {
                everything = true;
                resizing = true;
            }
            outlet.resizeClient(size);
            return null;
        }
        FrameBuffer target = picture;
        if (target == null || target.width() != size.width() || target.height() != size.height()) {
            target = new FrameBuffer(size.width(), size.height());
            picture = target;
            all = true;
        }
        Refresh refresh = shown.refresh(target, all);
        if (refresh.resized()) {
            repaintLater();
            return null;
        }
        return new Look(shown, out, paint, target, refresh, all, pointer);
    }

    /** Encodes what was found; false when there is nothing to send. */
    private boolean draw(Look look) {
        UpdateWriter out = look.out();
        Refresh refresh = look.refresh();
        batch.clear();
        encodedFor = out;
        if (lost && bulk != null) {
            bulk.restart();
        }
        lost = false;
        if (!refresh.moves().isEmpty() || !refresh.changed().isEmpty()) {
            out.beginFrame(++frameId);
            look.painter().paint(look.picture(), refresh.moves(), refresh.changed());
            out.endFrame();
        }
        if (look.pointer()) {
            paintPointer(out, look.shown().pointer());
        }
        out.flush();
        if (look.everything()) {
            firstPaint(look.shown());
        }
        return !batch.isEmpty();
    }

    private void firstPaint(Desktop shown) {
        boolean first;
        synchronized (this) {
            first = awaitingFirstPaint && desktop == shown;
            awaitingFirstPaint &= !first;
        }
        if (first) {
            outlet.painted();
        }
    }

    private synchronized void repaintLater() {
        everything = true;
    }

    private static void paintPointer(UpdateWriter out, PointerShape shape) {
        if (shape == PointerShape.HIDDEN) {
            out.hidePointer();
        } else if (shape == PointerShape.DEFAULT) {
            out.defaultPointer();
        } else {
            out.pointer(shape.width(), shape.height(), shape.hotX(), shape.hotY(), shape.argb());
        }
    }

    /** What was encoded for an activation that is over would confuse the client: it is dropped. */
    private void hand(RdpConnection connection, Consumer<byte[]> socket) {
        boolean current;
        synchronized (this) {
            current = encodedFor == writer;
        }
        if (current && connection.active()) {
            batch.wrap(connection, socket);
        } else {
            lost = true;
        }
    }
}
