package holdfast.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's time, with one daemon thread that wakes. */
public final class SystemSessionClock implements SessionClock, AutoCloseable {
    private final ScheduledThreadPoolExecutor wakeups;

    public SystemSessionClock() {
        wakeups =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> Thread.ofPlatform().daemon().name("session-clock").unstarted(task));
        wakeups.setRemoveOnCancelPolicy(true);
        wakeups.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Wakeup after(Duration delay, Runnable task) {
        ScheduledFuture<?> future =
                wakeups.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Wakes nobody any more. */
    @Override
    public void close() {
        wakeups.shutdownNow();
    }
}
