package holdfast.logon.door;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Many clients of one user at once, as after an outage: the throttle counts an attempt when it
 * begins, so further ones would be told to wait although nobody was wrong. While attempts of the
 * same address and account are undecided, a further one waits for them instead. The room is
 * bounded; who finds it full is told to wait as ever. Safe for many threads.
 */
final class Crowd {
    private static final int PLACES = 64;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private record Pair(InetAddress address, String account) {}

    private final LogonThrottle throttle;
    private final InstantSource clock;
    private final Map<Pair, Integer> undecided = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(PLACES);
    private final Executor later =
            CompletableFuture.delayedExecutor(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);

    Crowd(LogonThrottle throttle, InstantSource clock) {
        this.throttle = throttle;
        this.clock = clock;
    }

    /**
     * Begins an attempt, as {@link LogonThrottle#begin}.
     *
     * @return how long to wait before another try makes sense; empty: go on, and call {@link
     *     #decided} when it is
     */
    CompletionStage<Optional<Duration>> begin(InetAddress address, String account) {
        var pair = new Pair(address, account);
        Optional<Duration> wait = ask(pair);
        if (wait.isEmpty() || !undecided.containsKey(pair) || !places.tryAcquire()) {
            return CompletableFuture.completedStage(wait);
        }
        int looks = (int) (PATIENCE.toMillis() / LOOK_AGAIN.toMillis());
        return lookAgain(pair, looks).whenComplete((_, _) -> places.release());
    }

    /** An attempt that had begun is decided, and the throttle knows how. */
    void decided(InetAddress address, String account) {
        undecided.computeIfPresent(
                new Pair(address, account), (_, count) -> count > 1 ? count - 1 : null);
    }

    private CompletionStage<Optional<Duration>> lookAgain(Pair pair, int looks) {
        return CompletableFuture.supplyAsync(() -> ask(pair), later)
                .thenCompose(wait ->
                        wait.isEmpty() || looks == 0 || !undecided.containsKey(pair)
                                ? CompletableFuture.completedStage(wait)
                                : lookAgain(pair, looks - 1));
    }

    private Optional<Duration> ask(Pair pair) {
        return switch (throttle.begin(pair.address, pair.account, clock.instant())) {
            case LogonThrottle.Verdict.Wait(Duration time) -> Optional.of(time);
            case LogonThrottle.Verdict.Go() -> {
                undecided.merge(pair, 1, Integer::sum);
                yield Optional.empty();
            }
        };
    }
}
