package holdfast.desktops.screen;

import holdfast.desktops.Desktop;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopListener;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Refresh;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.PointerShape;
import java.time.InstantSource;
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

    public OverlaidDesktop(Desktop inner, InstantSource clock) {
        this.inner = inner;
        this.clock = clock;
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
    public void show(Notice notice, Consumer<NoticeAnswer> answered) {}

    /** Takes the notice away, if one is shown. */
    public void dismiss() {}

    @Override
    public String kind() {
        return inner.kind();
    }

    @Override
    public DisplaySize size() {
        return inner.size();
    }

    @Override
    public void watch(@Nullable DesktopListener listener) {
        inner.watch(listener);
    }

    @Override
    public Refresh refresh(FrameBuffer target, boolean everything) {
        return inner.refresh(target, everything);
    }

    @Override
    public PointerShape pointer() {
        return inner.pointer();
    }

    @Override
    public void input(DesktopInput event) {
        inner.input(event);
    }

    @Override
    public void resize(DisplayLayout layout) {
        inner.resize(layout);
    }

    @Override
    public void close() {
        inner.close();
    }
}
