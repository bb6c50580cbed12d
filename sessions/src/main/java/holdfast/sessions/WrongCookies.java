package holdfast.sessions;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong cookies per address; an address with too many is not even looked at for a while. Not
 * safe for many threads; the host guards it.
 */
final class WrongCookies {
    private static final int ALLOWED = 10;
    private static final long WITHIN = Duration.ofMinutes(1).toNanos();
    private static final int MAX_ADDRESSES = 4096;

    private final Map<String, ArrayDeque<Long>> byAddress =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<Long>> eldest) {
                    return size() > MAX_ADDRESSES;
                }
            };

    boolean tooMany(String address, long now) {
        var times = byAddress.get(address);
        if (times == null) {
            return false;
        }
        while (!times.isEmpty() && now - times.getFirst() > WITHIN) {
            times.removeFirst();
        }
        return times.size() >= ALLOWED;
    }

    void wrong(String address, long now) {
        var times = byAddress.computeIfAbsent(address, _ -> new ArrayDeque<>());
        times.addLast(now);
        if (times.size() > ALLOWED) {
            times.removeFirst();
        }
    }
}
