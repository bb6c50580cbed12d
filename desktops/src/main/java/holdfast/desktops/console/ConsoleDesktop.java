package holdfast.desktops.console;

import holdfast.desktops.DesktopClipboard;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopListener;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Leader;
import holdfast.desktops.Refresh;
import holdfast.desktops.SessionDesktop;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.PointerShape;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One terminal with the program that runs in it. Threads as {@link holdfast.desktops.Desktop}. */
public final class ConsoleDesktop implements SessionDesktop {
    private final String sessionKey;
    private final Leader leader;
    private volatile DisplaySize size;

    ConsoleDesktop(String sessionKey, Leader leader, DisplayLayout layout) {
        this.sessionKey = sessionKey;
        this.leader = leader;
        this.size = layout.size();
    }

    @Override
    public String sessionKey() {
        return sessionKey;
    }

    @Override
    public Leader leader() {
        return leader;
    }

    @Override
    public Optional<DesktopClipboard> clipboard() {
        return Optional.empty();
    }

    @Override
    public void leave() {}

    @Override
    public String kind() {
        return "console";
    }

    @Override
    public DisplaySize size() {
        return size;
    }

    @Override
    public void watch(@Nullable DesktopListener listener) {}

    @Override
    public Refresh refresh(FrameBuffer target, boolean everything) {
        return Refresh.NOTHING;
    }

    @Override
    public PointerShape pointer() {
        return PointerShape.DEFAULT;
    }

    @Override
    public void input(DesktopInput event) {}

    @Override
    public void resize(DisplayLayout layout) {
        size = layout.size();
    }

    @Override
    public void close() {}
}
