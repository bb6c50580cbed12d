package holdfast.interop.x11;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for what comes in its own time, and says in the end what is there instead. */
final class Wait {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(80);

    private Wait() {}

    static void until(Supplier<String> instead, Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(PATIENCE).pollInterval(LOOK).until(condition);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("still " + instead.get(), late);
        }
    }
}
