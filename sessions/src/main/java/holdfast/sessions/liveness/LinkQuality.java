package holdfast.sessions.liveness;

import java.time.Duration;

/**
 * How good a link was. Round trips are zero while none was measured.
 *
 * @param asked questions sent
 * @param answered of those, how many were answered
 * @param lastRtt newest round trip
 * @param bestRtt shortest
 * @param worstRtt longest
 * @param smoothedRtt moving average, as TCP's (RFC 6298, 2)
 * @param longestSilence longest time without a word
 */
public record LinkQuality(
        int asked,
        int answered,
        Duration lastRtt,
        Duration bestRtt,
        Duration worstRtt,
        Duration smoothedRtt,
        Duration longestSilence) {
    public static final LinkQuality UNKNOWN =
            new LinkQuality(
                    0,
                    0,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO);

    /** For a time line: {@code round trip 12 ms (3 to 80), 1 of 40 answers lost}. */
    public String describe() {
        String lost = (asked - answered) + " of " + asked + " answers lost";
        String silence = ", longest silence " + longestSilence.toMillis() / 100 / 10.0 + " s";
        if (answered == 0) {
            return (asked == 0 ? "round trip not measured" : lost) + silence;
        }
        return "round trip "
                + smoothedRtt.toMillis()
                + " ms ("
                + bestRtt.toMillis()
                + " to "
                + worstRtt.toMillis()
                + "), "
                + lost
                + silence;
    }
}
