package holdfast.desktops.console;

import holdfast.desktops.DesktopClipboard;
import holdfast.desktops.DesktopEnd;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopListener;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Leader;
import holdfast.desktops.Refresh;
import holdfast.desktops.SessionDesktop;
import holdfast.desktops.keeper.Frame;
import holdfast.desktops.keeper.KeeperLink;
import holdfast.desktops.keeper.WindowSize;
import holdfast.desktops.keyboard.KeyStroke;
import holdfast.desktops.keyboard.Keyboard;
import holdfast.desktops.keyboard.NamedKey;
import holdfast.desktops.terminal.Modes;
import holdfast.desktops.terminal.Terminal;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.PointerShape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One terminal with the program that runs in it. Threads as {@link holdfast.desktops.Desktop}. */
public final class ConsoleDesktop implements SessionDesktop {
    private static final int KEPT_LINES = 3000;
    private static final int WHEEL_NOTCH = 120;
    private static final int WHEEL_LINES = 3;

    private final String sessionKey;
    private final Leader leader;
    private final SessionLink link;
    private final Keyboard keyboard = new Keyboard();
    private final MouseEncoder mouse = new MouseEncoder();
    private final CountDownLatch replayed = new CountDownLatch(1);

    /** Guards the terminal and what follows. Never held while somebody is told something. */
    private final ReentrantLock guard = new ReentrantLock();

    private Terminal terminal;
    private CellGeometry geometry;
    private DisplaySize size;
    private int back;
    private boolean replaying;

    private @Nullable CellPainter painter;
    private @Nullable DesktopListener listener;
    private @Nullable DesktopEnd end;
    private int wheel;

    private ConsoleDesktop(
            String sessionKey, Leader leader, KeeperLink keeper, DisplayLayout layout) {
        this.sessionKey = sessionKey;
        this.leader = leader;
        this.link = new SessionLink(keeper);
        this.size = layout.size();
        this.geometry = CellGeometry.of(layout);
        this.terminal = fresh(geometry);
    }

    /** A session that was just started over this connection. */
    static ConsoleDesktop started(
            String sessionKey, Leader leader, KeeperLink keeper, DisplayLayout layout) {
        var desktop = new ConsoleDesktop(sessionKey, leader, keeper, layout);
        desktop.link.start(desktop::take, desktop::lost);
        return desktop;
    }

    /** A session that this connection was attached to: what it showed before comes now. */
    static ConsoleDesktop attached(
            String sessionKey, Leader leader, KeeperLink keeper, DisplayLayout layout) {
        return started(sessionKey, leader, keeper, layout);
    }

    /** Waits until what an attached session showed before is there; false when it does not come. */
    boolean awaitReplay(long millis) throws InterruptedException {
        return replayed.await(millis, TimeUnit.MILLISECONDS);
    }

    private Terminal fresh(CellGeometry cells) {
        return new Terminal(cells.columns(), cells.rows(), KEPT_LINES, this::send);
    }

    private void send(byte[] input) {
        link.send(Frame.of(Frame.INPUT, input));
    }

    @Override
    public String sessionKey() {
        return sessionKey;
    }

    @Override
    public Leader leader() {
        return leader;
    }

    /** None yet: a terminal has only text that somebody marks. */
    @Override
    public Optional<DesktopClipboard> clipboard() {
        return Optional.empty();
    }

    @Override
    public String kind() {
        return "console";
    }

    @Override
    public DisplaySize size() {
        guard.lock();
        try {
            return size;
        } finally {
            guard.unlock();
        }
    }

    @Override
    public void watch(@Nullable DesktopListener watcher) {
        DesktopEnd late;
        guard.lock();
        try {
            listener = watcher;
            late = watcher == null ? null : end;
            if (late != null) {
                listener = null;
            }
            if (watcher == null) {
                painter = null;
            }
        } finally {
            guard.unlock();
        }
        if (late != null && watcher != null) {
            watcher.ended(late);
        }
    }

    @Override
    public Refresh refresh(FrameBuffer target, boolean everything) {
        CellPainter cells;
        boolean all;
        guard.lock();
        try {
            if (target.width() != size.width() || target.height() != size.height()) {
                return Refresh.RESIZED;
            }
            cells = painter;
            all = everything || cells == null || cells.geometry() != geometry;
            if (cells == null || cells.geometry() != geometry) {
                cells = new CellPainter(geometry);
                painter = cells;
            }
            long firstLine = terminal.scrolls().keptLines() - back;
            cells.look(terminal, back, firstLine, all);
        } finally {
            guard.unlock();
        }
        return cells.paint(target, all);
    }

    @Override
    public PointerShape pointer() {
        return PointerShape.DEFAULT;
    }

    @Override
    public void resize(DisplayLayout layout) {
        CellGeometry cells = CellGeometry.of(layout);
        DesktopListener told;
        guard.lock();
        try {
            if (cells.equals(geometry) && layout.size().equals(size)) {
                return;
            }
            geometry = cells;
            size = layout.size();
            back = 0;
            terminal.resize(cells.columns(), cells.rows());
            told = listener;
        } finally {
            guard.unlock();
        }
        link.send(Frame.of(Frame.SIZE, cells.windowSize().encode()));
        if (told != null) {
            told.resized();
            told.damaged();
        }
    }

    @Override
    public void input(DesktopInput event) {
        switch (event) {
            case DesktopInput.PointerMoved moved -> pointer(moved.x(), moved.y());
            case DesktopInput.PointerButton button -> button(button);
            case DesktopInput.Wheel turned -> {
                if (!turned.horizontal()) {
                    turn(turned);
                }
            }
            default -> keyboard.take(event).forEach(this::type);
        }
    }

    private void type(KeyStroke stroke) {
        if (stroke instanceof KeyStroke.Pressed page && page.shift() && !page.control()) {
            int screenful = Math.max(1, cells().rows() - 1);
            if (page.key() == NamedKey.PAGE_UP && scrollBack(screenful)
                    || page.key() == NamedKey.PAGE_DOWN && scrollBack(-screenful)) {
                return;
            }
        }
        send(KeyEncoder.encode(stroke, modes()));
        scrollBack(Integer.MIN_VALUE);
    }

    private CellGeometry cells() {
        guard.lock();
        try {
            return geometry;
        } finally {
            guard.unlock();
        }
    }

    private Modes modes() {
        guard.lock();
        try {
            return terminal.modes();
        } finally {
            guard.unlock();
        }
    }

    private int modifiers() {
        return (keyboard.shift() ? 4 : 0)
                | (keyboard.alt() ? 8 : 0)
                | (keyboard.control() ? 16 : 0);
    }

    private void pointer(int x, int y) {
        CellGeometry cells = cells();
        mouse.moved(modes(), cells.columnAt(x), cells.rowAt(y), modifiers()).ifPresent(this::send);
    }

    private void button(DesktopInput.PointerButton event) {
        // Windows counts left, right, middle; terminals left, middle, right.
        int button =
                switch (event.button()) {
                    case 1 -> 0;
                    case 2 -> 2;
                    case 3 -> 1;
                    default -> -1;
                };
        if (button >= 0) {
            CellGeometry cells = cells();
            int column = cells.columnAt(event.x());
            int row = cells.rowAt(event.y());
            mouse.button(modes(), button, event.down(), column, row, modifiers())
                    .ifPresent(this::send);
        }
    }

    private void turn(DesktopInput.Wheel event) {
        wheel += event.delta();
        int notches = wheel / WHEEL_NOTCH;
        wheel -= notches * WHEEL_NOTCH;
        CellGeometry cells = cells();
        Modes modes = modes();
        for (int i = 0; i < Math.abs(notches); i++) {
            Optional<byte[]> report =
                    mouse.wheel(
                            modes,
                            notches > 0,
                            cells.columnAt(event.x()),
                            cells.rowAt(event.y()),
                            modifiers());
            if (report.isPresent()) {
                send(report.get());
            } else if (isAlternate()) {
                // Pagers know nothing of mice: the wheel is three cursor keys, as in xterm.
                send(arrows(notches > 0, modes));
            } else {
                scrollBack(notches > 0 ? WHEEL_LINES : -WHEEL_LINES);
            }
        }
    }

    private static byte[] arrows(boolean up, Modes modes) {
        String arrow = (modes.applicationCursor() ? "\033O" : "\033[") + (up ? "A" : "B");
        return arrow.repeat(WHEEL_LINES).getBytes(StandardCharsets.US_ASCII);
    }

    private boolean isAlternate() {
        guard.lock();
        try {
            return terminal.alternate();
        } finally {
            guard.unlock();
        }
    }

    /** False where a program has the whole screen: there is nothing to look back at. */
    private boolean scrollBack(int lines) {
        DesktopListener told;
        guard.lock();
        try {
            int wanted = Math.clamp((long) back + lines, 0, terminal.keptLines());
            if (terminal.alternate() || wanted == back) {
                return !terminal.alternate();
            }
            back = wanted;
            told = listener;
        } finally {
            guard.unlock();
        }
        if (told != null) {
            told.damaged();
        }
        return true;
    }

    /** One frame from the keeper. */
    private void take(byte type, ByteBuffer content) {
        switch (type) {
            case Frame.OUTPUT, Frame.REPLAY -> show(content, type == Frame.REPLAY);
            case Frame.RESET -> renew();
            case Frame.REPLAYED -> replayDone();
            case Frame.EXITED -> end(new DesktopEnd.ProgramFinished(content.getInt()));
            default -> {
                // A newer keeper's.
            }
        }
    }

    private void renew() {
        guard.lock();
        try {
            terminal = fresh(geometry);
            painter = null;
            back = 0;
            replaying = true;
        } finally {
            guard.unlock();
        }
    }

    /**
     * Programs that draw the whole screen did so for another size, or before what is kept begins: a
     * change of size makes them draw it again.
     */
    private void replayDone() {
        WindowSize now;
        boolean alternate;
        DesktopListener told;
        guard.lock();
        try {
            replaying = false;
            now = geometry.windowSize();
            alternate = terminal.alternate();
            told = listener;
        } finally {
            guard.unlock();
        }
        if (alternate) {
            var other =
                    new WindowSize(
                            now.columns(), Math.max(2, now.rows() - 1), now.width(), now.height());
            link.send(Frame.of(Frame.SIZE, other.encode()));
        }
        link.send(Frame.of(Frame.SIZE, now.encode()));
        replayed.countDown();
        if (told != null) {
            told.damaged();
        }
    }

    private void show(ByteBuffer content, boolean earlier) {
        DesktopListener told;
        boolean bell;
        guard.lock();
        try {
            int before = terminal.scrolls().keptLines();
            byte[] data = content.array();
            int from = content.arrayOffset() + content.position();
            int to = from + content.remaining();
            if (earlier) {
                terminal.replay(data, from, to);
            } else {
                terminal.write(data, from, to);
            }
            if (back > 0) {
                // What the user looks at stays where it is.
                int more = terminal.scrolls().keptLines() - before;
                back = Math.min(back + more, terminal.keptLines());
            }
            bell = terminal.takeBell();
            told = replaying ? null : listener;
        } finally {
            guard.unlock();
        }
        if (told != null) {
            told.damaged();
            if (bell) {
                told.bell();
            }
        }
    }

    private void lost() {
        end(new DesktopEnd.Failed("the process that keeps the session is gone"));
    }

    private void end(DesktopEnd how) {
        DesktopListener told;
        guard.lock();
        try {
            if (end != null) {
                return;
            }
            end = how;
            told = listener;
            listener = null;
        } finally {
            guard.unlock();
        }
        link.close();
        replayed.countDown();
        if (told != null) {
            told.ended(how);
        }
    }

    @Override
    public void leave() {
        link.close();
    }

    @Override
    public void close() {
        link.send(Frame.of(Frame.END, new byte[0]));
        link.closeWhenSent();
    }

    /** The text on the screen, without trailing blanks; for tests. */
    String text() {
        guard.lock();
        try {
            var text = new StringBuilder();
            for (int row = 0; row < terminal.rows(); row++) {
                text.append(terminal.rowText(row)).append('\n');
            }
            return text.toString().stripTrailing();
        } finally {
            guard.unlock();
        }
    }
}
