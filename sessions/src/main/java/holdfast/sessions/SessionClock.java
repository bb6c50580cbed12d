package holdfast.sessions;

import java.time.Duration;
import java.time.InstantSource;

/** The time, and being woken at one. Tests pass one that they move by hand. */
public interface SessionClock extends InstantSource {
    /** Monotonic nanoseconds from an arbitrary origin; deadlines are measured with these alone. */
    long nanos();

    /** Runs {@code task} once, later, on a thread of the clock's; it returns at once. */
    Wakeup after(Duration delay, Runnable task);

    /** A call that has not come yet. */
    interface Wakeup {
        /** It need not come any more; it may still, if it is on its way. */
        void cancel();
    }
}
