package holdfast.desktops.x11;

import holdfast.desktops.DisplaySize;
import holdfast.desktops.Refresh;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import holdfast.graphics.damage.Changes;
import holdfast.graphics.damage.ScreenDiff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an X server's screen when the viewer asks, never else: what was drawn in between is kept
 * by the server as a region, so that neither side can make the other wait.
 */
final class ScreenCapture {
    /** How long the viewer waits for an X server that is slow; the answer is used next time. */
    private static final Duration VIEWER_PATIENCE = Duration.ofMillis(250);

    /** The picture's memory goes back to the system when nobody looked for so long. */
    private static final Duration IDLE = Duration.ofSeconds(3);

    /** Before a picture is tried again that could not be taken. */
    private static final Duration RETRY = Duration.ofMillis(100);

    /** More areas than this, or gaps smaller than that, are not worth a request of their own. */
    private static final int MOST_AREAS = 24;

    private static final int WASTED_PIXELS = 64 * 64;

    private final XDisplay display;
    private final XConnection x;
    private final XDamage damages;
    private final XFixes fixes;
    private final XCore core;
    private final Optional<XShm> shm;
    private final Runnable onDamage;

    // The display's thread.
    private int damage;
    private int region;
    private boolean complete;
    private long captures;
    private boolean shrinkPlanned;

    // The viewer's thread.
    private @Nullable CompletableFuture<Capture> pending;
    private boolean owedEverything;

    // Both.
    private final ReentrantLock pictureLock = new ReentrantLock();
    private @Nullable SharedPicture picture;
    private @Nullable ScreenDiff comparison;
    private volatile boolean damaged = true;
    private volatile boolean unread;
    private volatile DisplaySize size;

    private record Capture(DisplaySize size, Region region) {
        boolean isWhole() {
            return region.area() == (long) size.width() * size.height();
        }
    }

    /**
     * @param onDamage told on the display's thread
     */
    ScreenCapture(XDisplay display, XConnection x, XFixes fixes, XCore core, Runnable onDamage) {
        this.display = display;
        this.x = x;
        this.fixes = fixes;
        this.core = core;
        this.onDamage = onDamage;
        damages = new XDamage(x);
        shm = XShm.of(x);
        int root = x.setup().root();
        core.selectEvents(root, XCore.STRUCTURE_NOTIFY_MASK);
        int[] now = core.size(root);
        size = new DisplaySize(now[0], now[1]);
    }

    DisplaySize size() {
        return size;
    }

    /** Begins to watch; the first capture takes everything. On the display's thread. */
    void start() {
        if (damage == 0) {
            region = fixes.createRegion();
            damage = damages.create(x.setup().root());
            complete = false;
            damaged = true;
        }
    }

    /** The server keeps nothing for us from now on. On the display's thread. */
    void stop() {
        if (damage != 0) {
            damages.destroy(damage);
            fixes.destroyRegion(region);
            damage = 0;
            damaged = true;
        }
        freePicture();
    }

    /**
     * Takes what concerns the screen.
     *
     * @return true when it has another size now
     */
    boolean event(XMessage event, int type) {
        if (damages.isNotify(type)) {
            damaged = true;
            onDamage.run();
        } else if (type == XCore.CONFIGURE_NOTIFY && event.u32(8) == x.setup().root()) {
            DisplaySize now = new DisplaySize(event.u16(20), event.u16(22));
            boolean changed = !now.equals(size);
            size = now;
            return changed;
        }
        return false;
    }

    /** See {@link holdfast.desktops.Desktop#refresh}. */
    Refresh refresh(FrameBuffer target, boolean everything) {
        owedEverything |= everything;
        DisplaySize now = size;
        if (target.width() != now.width() || target.height() != now.height()) {
            owedEverything = true;
            return Refresh.RESIZED;
        }
        if (pending == null && !damaged && !owedEverything) {
            return Refresh.NOTHING;
        }
        boolean late = pending != null;
        Capture capture = next();
        if (late && capture != null && damaged) {
            // What was drawn after that capture was told already, before the viewer came for it;
            // the server tells again only once it is taken.
            display.post(onDamage);
        }
        if (capture != null && owedEverything && !capture.isWhole()) {
            // It was begun before everything was asked for.
            capture = next();
        }
        return capture == null ? Refresh.NOTHING : paint(target, capture);
    }

    private @Nullable Capture next() {
        boolean all = owedEverything;
        CompletableFuture<Capture> capture = pending;
        if (capture == null) {
            capture = display.call(() -> capture(all));
            pending = capture;
        }
        return await(capture);
    }

    private @Nullable Capture await(CompletableFuture<Capture> capture) {
        try {
            Capture done = capture.get(VIEWER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            pending = null;
            return done;
        } catch (TimeoutException e) {
            // Once it is there, the viewer comes back for it.
            capture.whenComplete((done, failure) -> onDamage.run());
            return null;
        } catch (ExecutionException e) {
            // The server resized under our hands, or is gone; nothing is known of the picture.
            pending = null;
            owedEverything = true;
            damaged = true;
            display.post(() -> display.after(RETRY, onDamage));
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private Refresh paint(FrameBuffer target, Capture capture) {
        if (target.width() != capture.size().width()
                || target.height() != capture.size().height()) {
            owedEverything = true;
            return Refresh.RESIZED;
        }
        pictureLock.lock();
        try {
            if (picture == null) {
                // Nobody looked in between; the viewer comes again for all of it.
                owedEverything = true;
                display.post(onDamage);
                return Refresh.NOTHING;
            }
            ScreenDiff diff = comparison;
            if (diff == null) {
                diff = new ScreenDiff();
                comparison = diff;
            }
            if (owedEverything) {
                owedEverything = false;
                Region unused = diff.update(target, picture.pixels(), capture.region());
                return Refresh.changed(List.of(target.bounds()));
            }
            Changes changes = diff.updateWithMoves(target, picture.pixels(), capture.region());
            return new Refresh(changes.moves(), changes.changed().rects(), false);
        } finally {
            unread = false;
            pictureLock.unlock();
        }
    }

    /** On the display's thread, while the viewer leaves the picture alone. */
    private Capture capture(boolean everything) {
        start();
        boolean all = everything || !complete;
        damaged = false;
        complete = false;
        damages.subtract(damage, region);
        Region drawn = fixes.fetch(region);
        SharedPicture to = picture();
        Rect bounds = new Rect(0, 0, to.size().width(), to.size().height());
        Region areas = all ? Region.of(bounds) : drawn;
        areas.intersect(bounds);
        List<Rect> grabbed = areas.covering(MOST_AREAS, WASTED_PIXELS);
        to.grab(grabbed);
        complete = true;
        unread = true;
        captures++;
        planShrink();
        return new Capture(to.size(), Region.of(grabbed));
    }

    private SharedPicture picture() {
        pictureLock.lock();
        try {
            SharedPicture now = picture;
            if (now == null || !now.size().equals(size)) {
                freePicture();
                now = new SharedPicture(x, core, shm, size);
                picture = now;
            }
            return now;
        } finally {
            pictureLock.unlock();
        }
    }

    private void planShrink() {
        if (!shrinkPlanned) {
            shrinkPlanned = true;
            long before = captures;
            display.after(IDLE, () -> shrink(before));
        }
    }

    private void shrink(long before) {
        shrinkPlanned = false;
        if (captures != before || unread) {
            planShrink();
        } else if (pictureLock.tryLock()) {
            try {
                if (picture != null) {
                    picture.shrink();
                }
            } finally {
                pictureLock.unlock();
            }
        }
    }

    private void freePicture() {
        pictureLock.lock();
        try {
            comparison = null; // Its tables are nearly half a megabyte.
            if (picture != null) {
                picture.close();
                picture = null;
            }
        } finally {
            pictureLock.unlock();
        }
    }
}
