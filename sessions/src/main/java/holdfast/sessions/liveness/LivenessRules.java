package holdfast.sessions.liveness;

import java.time.Duration;
import java.util.Optional;

/**
 * How soon a silent peer is asked, and how soon it is given up.
 *
 * @param askAfter silence until the first question
 * @param brokenAfter silence until the verdict, where the client answers questions
 * @param tcpBrokenAfter the same by TCP's means alone, for clients that answer none
 * @param writeDeadline how long bytes may wait without one of them being taken
 * @param windowsInterval KeepAliveEnable with KeepAliveInterval: when set, it rules instead: the
 *     peer is asked after this long and given up when a second such time passes in silence
 */
public record LivenessRules(
        Duration askAfter,
        Duration brokenAfter,
        Duration tcpBrokenAfter,
        Duration writeDeadline,
        Optional<Duration> windowsInterval) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Ask after 5 s, broken after 15 s, 18 s by TCP alone. */
    public static final LivenessRules DEFAULT =
            new LivenessRules(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(18),
                    Duration.ofSeconds(15),
                    Optional.empty());

    public LivenessRules {
        if (askAfter.compareTo(SHORTEST) < 0 || brokenAfter.compareTo(askAfter) <= 0) {
            throw new IllegalArgumentException(
                    "askAfter is at least 1 s and brokenAfter is longer: "
                            + askAfter
                            + ", "
                            + brokenAfter);
        }
        if (tcpBrokenAfter.compareTo(SHORTEST) < 0 || writeDeadline.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("tcpBrokenAfter and writeDeadline are at least 1 s");
        }
        if (windowsInterval.filter(interval -> interval.compareTo(SHORTEST) < 0).isPresent()) {
            throw new IllegalArgumentException("windowsInterval is at least 1 s");
        }
    }

    /** Silence until the first question, whichever rule is in force. */
    public Duration effectiveAsk() {
        return windowsInterval.orElse(askAfter);
    }

    /** Silence until the verdict, whichever rule is in force. */
    public Duration effectiveBroken() {
        return windowsInterval.map(interval -> interval.multipliedBy(2)).orElse(brokenAfter);
    }
}
