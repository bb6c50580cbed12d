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
 * Many clients from one address at once, as after an outage of the router that they are behind: the
 * throttle counts an attempt when it begins, so further ones would be told to wait although nobody
 * was wrong. While attempts from the same address are undecided, a further one waits for them
 * instead. The room is bounded; who finds it full is told to wait as ever. Safe for many threads.
 */
final class Crowd {
    private static final int PLACES = 64;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LogonThrottle throttle;
    private final InstantSource clock;
    private final Map<InetAddress, Integer> undecided = new ConcurrentHashMap<>();
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
        Optional<Duration> wait = ask(address, account);
        if (wait.isEmpty() || !undecided.containsKey(address) || !places.tryAcquire()) {
            return CompletableFuture.completedStage(wait);
        }
        int looks = (int) (PATIENCE.toMillis() / LOOK_AGAIN.toMillis());
        return lookAgain(address, account, looks).whenComplete((_, _) -> places.release());
    }

    /** An attempt that had begun is decided, and the throttle knows how. */
    void decided(InetAddress address) {
        undecided.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
    }

    private CompletionStage<Optional<Duration>> lookAgain(
            InetAddress address, String account, int looks) {
        return CompletableFuture.supplyAsync(() -> ask(address, account), later)
                .thenCompose(wait ->
                        wait.isEmpty() || looks == 0 || !undecided.containsKey(address)
                                ? CompletableFuture.completedStage(wait)
                                : lookAgain(address, account, looks - 1));
    }

    private Optional<Duration> ask(InetAddress address, String account) {
        return switch (throttle.begin(address, account, clock.instant())) {
            case LogonThrottle.Verdict.Wait(Duration time) -> Optional.of(time);
            case LogonThrottle.Verdict.Go() -> {
                undecided.merge(address, 1, Integer::sum);
                yield Optional.empty();
            }
        };
    }
}
