package holdfast.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * A clock and an executor in one, moved by hand: what is due runs in order, what may run in any
 * order runs in an order that a seed decides.
 */
final class VirtualTime implements SessionClock, Executor {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private record Timer(long at, long place, Runnable task, boolean[] cancelled) {}

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparing(Timer::place));
    private final List<Runnable> ready = new ArrayList<>();
    private final RandomGenerator random;
    private long nanos = 1_000_000_000L;
    private Duration wallOffset = Duration.ZERO;
    private long places;

    VirtualTime(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Instant instant() {
        return NOON.plusNanos(nanos).plus(wallOffset);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Wakeup after(Duration delay, Runnable task) {
        var cancelled = new boolean[1];
        timers.add(new Timer(nanos + Math.max(0, delay.toNanos()), places++, task, cancelled));
        return () -> cancelled[0] = true;
    }

    @Override
    public void execute(Runnable task) {
        ready.add(task);
    }

    /** Somebody set the machine's clock. */
    void moveWallClock(Duration by) {
        wallOffset = wallOffset.plus(by);
    }

    /** The process died: nothing that it meant to do happens. */
    void forgetEverything() {
        timers.clear();
        ready.clear();
    }

    /** Runs what can run now. */
    void settle() {
        while (!ready.isEmpty()) {
            ready.remove(random.nextInt(ready.size())).run();
        }
    }

    void advance(Duration by) {
        settle();
        long end = nanos + by.toNanos();
        while (!timers.isEmpty() && timers.peek().at() <= end) {
            Timer next = timers.poll();
            if (!next.cancelled()[0]) {
                nanos = Math.max(nanos, next.at());
                next.task().run();
                settle();
            }
        }
        nanos = end;
    }
}
