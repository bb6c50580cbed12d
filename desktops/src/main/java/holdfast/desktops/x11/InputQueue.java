package holdfast.desktops.x11;

import holdfast.desktops.DesktopInput;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Input on its way to an X server that may be slow to take it. Order is kept; of moves with nothing
 * in between only the last one counts. Safe for any thread.
 */
final class InputQueue {
    private static final Logger log = LoggerFactory.getLogger(InputQueue.class);

    /** Nobody types this much while a server hangs. */
    private static final int MOST = 10_000;

    private final XDisplay display;
    private final Consumer<DesktopInput> taker;
    private final Supplier<Duration> busy;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<DesktopInput> waiting = new ArrayDeque<>();
    private boolean full;

    /**
     * @param taker told of each event on the display's thread
     * @param busy how long characters must wait, asked there too
     */
    InputQueue(XDisplay display, Consumer<DesktopInput> taker, Supplier<Duration> busy) {
        this.display = display;
        this.taker = taker;
        this.busy = busy;
    }

    void add(DesktopInput event) {
        boolean first;
        lock.lock();
        try {
            first = waiting.isEmpty();
            if (event instanceof DesktopInput.PointerMoved
                    && waiting.peekLast() instanceof DesktopInput.PointerMoved) {
                waiting.removeLast();
            }
            if (waiting.size() >= MOST && !(event instanceof DesktopInput.ReleaseAll)) {
                if (!full) {
                    log.atWarn().log("An X server takes no input any more; some is lost");
                }
                full = true;
                return;
            }
            waiting.add(event);
        } finally {
            lock.unlock();
        }
        if (first) {
            display.post(this::drain);
        }
    }

    private void drain() {
        DesktopInput event = next();
        while (event != null) {
            try {
                taker.accept(event);
            } catch (XException e) {
                // One event that the server refuses must not hold up those behind it.
                log.atDebug().log(e.getMessage());
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("An input event failed inside and is left out");
            }
            event = next();
        }
    }

    /** All that is behind a character waits with it. */
    private boolean mustWait(@Nullable DesktopInput next) {
        Duration wait =
                next instanceof DesktopInput.Unicode unicode && unicode.down()
                        ? busy.get()
                        : Duration.ZERO;
        if (wait.isZero()) {
            return false;
        }
        display.after(wait, this::drain);
        return true;
    }

    private @Nullable DesktopInput next() {
        lock.lock();
        try {
            full = false;
            return mustWait(waiting.peek()) ? null : waiting.poll();
        } finally {
            lock.unlock();
        }
    }
}
