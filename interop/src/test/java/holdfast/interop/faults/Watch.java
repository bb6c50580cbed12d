package holdfast.interop.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Looks at a server's sessions all the time, once for everybody who waits for something of them.
 */
final class Watch implements AutoCloseable {
    private static final long EVERY_MILLIS = 100;

    private final Host server;
    private final Thread thread;
    private volatile List<Host.Seen> sessions = List.of();
    private volatile boolean over;

    Watch(Host server) {
        this.server = server;
        this.thread = Thread.ofVirtual().start(this::look);
    }

    private void look() {
        while (!over) {
            // No answer is no news: a server that is frozen or dead has no opinion.
            List<Host.Seen> now = server.sessions();
            if (!now.isEmpty()) {
                sessions = now;
            }
            pause();
        }
    }

    List<Host.Seen> of(String user) {
        return sessions.stream().filter(session -> session.user().equals(user)).toList();
    }

    boolean is(String user, String state) {
        return of(user).stream().anyMatch(session -> session.state().equals(state));
    }

    /**
     * Waits for something, at most so long.
     *
     * @return seconds that it took; -1 when it did not come
     */
    static double await(Duration atMost, BooleanSupplier what) {
        long begin = System.nanoTime();
        while (!what.getAsBoolean()) {
            if (System.nanoTime() - begin > atMost.toNanos()) {
                return -1;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
    }
}
