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
import org.jspecify.annotations.Nullable;

/**
 * Looks at an X server's screen when the viewer asks, never else: what was drawn in between is kept
 * by the server as a region, so that neither side can make the other wait. For the display's
 * thread.
 */
final class ScreenCapture {
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

    private int damage;
    private int region;
    private boolean damaged = true;
    private boolean complete;
    private boolean owedEverything;
    private long captures;
    private boolean shrinkPlanned;
    private @Nullable SharedPicture picture;
    private @Nullable ScreenDiff comparison;

    /** Read by any thread. */
    private volatile DisplaySize size;

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

    /** Begins to watch; the first capture takes everything. */
    void start() {
        if (damage == 0) {
            region = fixes.createRegion();
            damage = damages.create(x.setup().root());
            complete = false;
            damaged = true;
        }
    }

    /** The server keeps nothing for us from now on. */
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
        if (target.width() != size.width() || target.height() != size.height()) {
            owedEverything = true;
            return Refresh.RESIZED;
        }
        if (!damaged && !owedEverything) {
            return Refresh.NOTHING;
        }
        try {
            return paint(target, capture());
        } catch (XException e) {
            // The server resized under our hands, hangs, or is gone; nothing is known of the
            // picture.
            owedEverything = true;
            damaged = true;
            display.after(RETRY, onDamage);
            return Refresh.NOTHING;
        }
    }

    /** Brings what was drawn since the last time into the shared picture. */
    private Region capture() {
        start();
        boolean all = owedEverything || !complete;
        damaged = false;
        complete = false;
        damages.subtract(damage, region);
        Region drawn = fixes.fetch(region);
        SharedPicture to = picture();
        Rect bounds = new Rect(0, 0, size.width(), size.height());
        Region areas = all ? Region.of(bounds) : drawn;
        areas.intersect(bounds);
        List<Rect> grabbed = areas.covering(MOST_AREAS, WASTED_PIXELS);
        to.grab(grabbed);
        complete = true;
        captures++;
        planShrink();
        return Region.of(grabbed);
    }

    private Refresh paint(FrameBuffer target, Region grabbed) {
        ScreenDiff diff = comparison;
        if (diff == null) {
            diff = new ScreenDiff();
            comparison = diff;
        }
        if (owedEverything) {
            owedEverything = false;
            Region unused = diff.update(target, picture().pixels(), grabbed);
            return Refresh.changed(List.of(target.bounds()));
        }
        Changes changes = diff.updateWithMoves(target, picture().pixels(), grabbed);
        return new Refresh(changes.moves(), changes.changed().rects(), false);
    }

    private SharedPicture picture() {
        SharedPicture now = picture;
        if (now == null || !now.size().equals(size)) {
            freePicture();
            now = new SharedPicture(x, core, shm, size);
            picture = now;
        }
        return now;
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
        if (captures != before) {
            planShrink();
        } else if (picture != null) {
            picture.shrink();
        }
    }

    private void freePicture() {
        comparison = null; // Its tables are nearly half a megabyte.
        if (picture != null) {
            picture.close();
            picture = null;
        }
    }
}
