package holdfast.logon.door;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells refusals only at whole multiples of a step after the attempt began, so that their time does
 * not say which back end looked, or whether the name exists. Right passwords never wait.
 */
final class EvenTiming {
    private final long stepNanos;
    private final LongSupplier nanoTime;

    EvenTiming(Duration step, LongSupplier nanoTime) {
        this.stepNanos = step.toNanos();
        this.nanoTime = nanoTime;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** How long to hold back an answer that is known now, to an attempt that began then. */
    Duration holdBack(long beganNanos, long nowNanos) {
        long took = Math.max(0, nowNanos - beganNanos);
        long steps = Math.ceilDiv(Math.max(1, took), stepNanos);
        return Duration.ofNanos(steps * stepNanos - took);
    }

    /** The refusal, when it is time. Not on a worker: with all of them taken it were never told. */
    <T> CompletionStage<T> even(T refusal, long beganNanos) {
        long wait = holdBack(beganNanos, now()).toNanos();
        return CompletableFuture.supplyAsync(
                () -> refusal, CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS));
    }
}
