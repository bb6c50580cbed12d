package holdfast.desktops.screen;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/** Wakes a screen each second that it shows, until stopped. */
final class Countdown {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;

    private Countdown(Instant first, Instant last, InstantSource clock, Runnable tick) {
        thread =
                Thread.ofVirtual()
                        .name("countdown")
                        .unstarted(() -> {
                            try {
                                run(first, last, clock, tick);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    /** Ticks from {@code first} to {@code last}, which gets the last tick. */
    static Countdown start(Instant first, Instant last, InstantSource clock, Runnable tick) {
        var countdown = new Countdown(first, last, clock, tick);
        countdown.thread.start();
        return countdown;
    }

    private void run(Instant first, Instant last, InstantSource clock, Runnable tick)
            throws InterruptedException {
        Duration early = Duration.between(clock.instant(), first);
        if (early.isPositive()) {
            Thread.sleep(early);
        }
        while (!stopped.get()) {
            tick.run();
            Duration left = Duration.between(clock.instant(), last);
            if (!left.isPositive()) {
                return;
            }
            // To the next moment at which the seconds shown change.
            Thread.sleep(Duration.ofNanos(1 + (left.toNanos() - 1) % SECOND.toNanos()));
        }
    }

    void stop() {
        stopped.set(true);
        thread.interrupt();
    }

    /** As in {@code 1:59}; never negative. */
    static String left(Instant deadline, Instant now) {
        long millis = Math.max(0, Duration.between(now, deadline).toMillis());
        long seconds = (millis + 999) / 1000;
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
