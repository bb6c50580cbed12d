package holdfast.desktops.screen;

import holdfast.desktops.Desktop;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopListener;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Refresh;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.PointerShape;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks who wants in. What is asked, and what becomes of the answers, is decided elsewhere: the
 * screen shows prompts, a list, or that it is busy. {@link #ask}, {@link #choose}, {@link #busy}
 * and {@link #deadline} may be called by any thread; the rest as {@link Desktop}.
 */
public final class LogonScreen implements Desktop {
    private final InstantSource clock;
    private final LogonAnswers answers;
    private volatile DisplaySize size;

    /**
     * @param heading over the fields, such as the machine's name
     * @param clock for the countdown
     */
    public LogonScreen(
            DisplayLayout layout, String heading, InstantSource clock, LogonAnswers answers) {
        this.clock = clock;
        this.answers = answers;
        this.size = layout.size();
    }

    /** Shows prompts from the top; the first empty field has the focus. */
    public void ask(List<LogonPrompt> prompts) {}

    /** Shows a list; the first entry is marked. */
    public void choose(String question, List<LogonChoice> choices) {}

    /** Takes no input but Cancel until something is asked. */
    public void busy(String text) {}

    /** When the server will give up waiting; the last minute is shown. {@code null}: never. */
    public void deadline(@Nullable Instant deadline) {}

    @Override
    public String kind() {
        return "logon";
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

    /** Wipes what was typed. */
    @Override
    public void close() {}
}
