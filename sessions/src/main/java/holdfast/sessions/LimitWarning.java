package holdfast.sessions;

import java.time.Duration;

/**
 * A limit is near.
 *
 * @param limit which one: {@link EndReason#IDLE_LIMIT} or {@link EndReason#CONNECTION_LIMIT}
 * @param left how long from now
 * @param ends the session will end; else it will be disconnected and can be returned to
 * @param inputCancels any key or movement takes the warning away
 */
public record LimitWarning(EndReason limit, Duration left, boolean ends, boolean inputCancels) {}
