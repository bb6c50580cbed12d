package holdfast.sessions;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Rings once at the time it was set to last. Not safe for many threads; the session owns it. */
final class Alarm {
    private final SessionClock clock;
    private final Runnable ring;
    private long setFor = Long.MAX_VALUE;
    private SessionClock.@Nullable Wakeup pending;

    /**
     * @param ring called on the clock's thread; may come once too often, never too early
     */
    Alarm(SessionClock clock, Runnable ring) {
        this.clock = clock;
        this.ring = ring;
    }

    /**
     * @param nanos on the clock's monotonic scale; {@link Long#MAX_VALUE} for never
     */
    void set(long nanos) {
        long now = clock.nanos();
        boolean rang = setFor <= now;
        if (nanos == setFor && !rang) {
            return;
        }
        SessionClock.Wakeup before = pending;
        if (before != null) {
            before.cancel();
        }
        setFor = nanos;
        pending =
                nanos == Long.MAX_VALUE
                        ? null
                        : clock.after(Duration.ofNanos(Math.max(0, nanos - now)), ring);
    }
}
