package holdfast.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Times of the same thing. */
final class Samples {
    private final List<Duration> times = new ArrayList<>();

    void add(Duration time) {
        times.add(time);
    }

    Duration percentile(int percent) {
        List<Duration> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    }

    String median() {
        return millis(percentile(50));
    }

    /** Median and worst: for few samples. */
    String medianAndWorst() {
        return median() + " (worst " + millis(percentile(100)) + ")";
    }

    String medianAndP95() {
        return median() + " / " + millis(percentile(95));
    }

    static String millis(Duration time) {
        double millis = time.toNanos() / 1e6;
        return String.format(Locale.ROOT, millis < 20 ? "%.1f ms" : "%.0f ms", millis);
    }
}
