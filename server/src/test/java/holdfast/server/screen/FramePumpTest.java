package holdfast.server.screen;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.desktops.Desktop;
import holdfast.desktops.DesktopEnd;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopListener;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Refresh;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.PointerShape;
import holdfast.graphics.Rect;
import holdfast.protocol.update.ClientLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FramePumpTest {
    private static final DisplaySize SMALL = new DisplaySize(64, 32);
    private static final ClientLimits LIMITS = ClientLimits.plain(32);

    private final ArrayDeque<Runnable> encoders = new ArrayDeque<>();
    private final Outlet outlet = new Outlet();
    private final FramePump pump = new FramePump(encoders::add, outlet);
    private final Painted desktop = new Painted(SMALL);

    @Test
    void aClientThatBecomesActiveGetsTheWholePictureOnce() {
        pump.show(desktop);
        pump.activated(LIMITS, false, Optional.empty(), SMALL);
        runFrames();
        assertThat(desktop.refreshes).containsExactly("everything");
        assertThat(outlet.frames).hasSize(1);
        assertThat(outlet.painted).isEqualTo(1);
    }

    @Test
    void damageIsPaintedWhenTheLastFrameHasGone() {
        showActive();
        desktop.damage();
        desktop.damage();
        assertThat(outlet.frames).hasSize(1);
        pump.sent(true);
        runFrames();
        assertThat(desktop.refreshes).containsExactly("everything", "damage");
        assertThat(outlet.frames).hasSize(2);
    }

    @Test
    void aFullSocketHoldsFramesBackAndOneCarriesAllDamageAfterwards() {
        showActive();
        pump.sent(false);
        desktop.damage();
        runFrames();
        desktop.damage();
        runFrames();
        assertThat(outlet.frames).hasSize(1);
        pump.writable(true);
        runFrames();
        assertThat(desktop.refreshes).containsExactly("everything", "damage");
    }

    @Test
    void suppressedOutputStopsAndComesBackWhole() {
        showActive();
        pump.sent(true);
        pump.suppress(true);
        desktop.damage();
        runFrames();
        assertThat(outlet.frames).hasSize(1);
        pump.suppress(false);
        runFrames();
        assertThat(desktop.refreshes).containsExactly("everything", "everything");
    }

    @Test
    void anotherDesktopIsPaintedWholeAndTheOldOneIsWatchedNoMore() {
        showActive();
        pump.sent(true);
        var other = new Painted(SMALL);
        pump.show(other);
        runFrames();
        assertThat(desktop.watched()).isFalse();
        assertThat(other.refreshes).containsExactly("everything");
        assertThat(outlet.painted).isEqualTo(2);
    }

    @Test
    void aDesktopOfAnotherSizeHasTheClientReactivated() {
        showActive();
        pump.sent(true);
        desktop.size = new DisplaySize(80, 40);
        desktop.listener().resized();
        runFrames();
        assertThat(outlet.resizes).containsExactly(new DisplaySize(80, 40));
        pump.activated(LIMITS, false, Optional.empty(), new DisplaySize(80, 40));
        runFrames();
        assertThat(desktop.refreshes).containsExactly("everything", "everything");
    }

    @Test
    void littleIsEncodedWhereTheDesktopIsLookedAtAndMuchByTheEncoders() {
        var own = new ArrayDeque<Runnable>();
        desktop.own = Optional.of(own::add);
        pump.show(desktop);
        pump.activated(LIMITS, false, Optional.empty(), SMALL);
        assertThat(encoders).isEmpty();
        own.remove().run();
        assertThat(encoders).isEmpty();
        assertThat(outlet.frames).hasSize(1);

        var large = new DisplaySize(400, 300);
        desktop.size = large;
        pump.sent(true);
        pump.activated(LIMITS, false, Optional.empty(), large);
        while (own.isEmpty()) {
            outlet.later.removeFirst().run(); // Until the time between frames is over.
        }
        own.remove().run();
        assertThat(outlet.frames).hasSize(1);
        encoders.remove().run();
        assertThat(outlet.frames).hasSize(2);
    }

    @Test
    void nothingIsEncodedWhileAClientIsNotActive() {
        showActive();
        pump.sent(true);
        pump.deactivated();
        desktop.damage();
        runFrames();
        assertThat(outlet.frames).hasSize(1);
    }

    @Test
    void aStoppedPumpLeavesTheDesktopAlone() {
        showActive();
        pump.stop();
        assertThat(desktop.watched()).isFalse();
    }

    private void showActive() {
        pump.show(desktop);
        pump.activated(LIMITS, false, Optional.empty(), SMALL);
        runFrames();
    }

    /** Everything that is due, waiting times between frames taken as over. */
    private void runFrames() {
        boolean more = true;
        while (more) {
            List<Runnable> due = new ArrayList<>(outlet.later);
            outlet.later.clear();
            due.forEach(Runnable::run);
            more = !due.isEmpty();
            while (!encoders.isEmpty()) {
                encoders.remove().run();
                more = true;
            }
        }
    }

    /** A connection that only remembers. */
    private static final class Outlet implements FramePump.Outlet {
        private final List<FramePump.Frame> frames = new ArrayList<>();
        private final List<Runnable> later = new ArrayList<>();
        private final List<DisplaySize> resizes = new ArrayList<>();
        private int painted;

        @Override
        public void submit(FramePump.Frame frame) {
            frames.add(frame);
        }

        @Override
        public void later(Runnable task, long nanos) {
            later.add(task);
        }

        @Override
        public void resizeClient(DisplaySize size) {
            resizes.add(size);
        }

        @Override
        public void ended(DesktopEnd end) {}

        @Override
        public void painted() {
            painted++;
        }

        @Override
        public void failed(RuntimeException cause) {
            throw cause;
        }
    }

    /** A desktop that remembers how it was asked. */
    private static final class Painted implements Desktop {
        private final List<String> refreshes = new ArrayList<>();
        private Optional<Executor> own = Optional.empty();
        private DisplaySize size;
        private @Nullable DesktopListener listener;

        Painted(DisplaySize size) {
            this.size = size;
        }

        void damage() {
            listener().damaged();
        }

        boolean watched() {
            return listener != null;
        }

        DesktopListener listener() {
            if (listener == null) {
                throw new IllegalStateException("nobody watches");
            }
            return listener;
        }

        @Override
        public String kind() {
            return "test";
        }

        @Override
        public DisplaySize size() {
            return size;
        }

        @Override
        public void watch(@Nullable DesktopListener watcher) {
            listener = watcher;
        }

        @Override
        public Refresh refresh(FrameBuffer target, boolean everything) {
            refreshes.add(everything ? "everything" : "damage");
            return Refresh.changed(List.of(new Rect(0, 0, size.width(), size.height())));
        }

        @Override
        public Executor frames(Executor others) {
            return own.orElse(others);
        }

        @Override
        public PointerShape pointer() {
            return PointerShape.DEFAULT;
        }

        @Override
        public void input(DesktopInput event) {}

        @Override
        public void resize(DisplayLayout layout) {}

        @Override
        public void close() {}
    }
}
