package holdfast.sessions;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the time limits say at one moment. A pure function; times are monotonic nanoseconds.
 *
 * @param reached the limit that is over, if one is
 * @param warning what the user should be warned of now
 * @param nextLook when to ask again; {@link Long#MAX_VALUE} never
 */
record Limits(@Nullable EndReason reached, Optional<LimitWarning> warning, long nextLook) {
    private static final Limits NONE = new Limits(null, Optional.empty(), Long.MAX_VALUE);

    /** For a session that a client shows. */
    static Limits connected(SessionRules rules, long connectedAt, long lastInput, long now) {
        long idleEnd = after(lastInput, rules.idleLimit());
        long connectionEnd = after(connectedAt, rules.connectionLimit());
        boolean idleFirst = idleEnd <= connectionEnd;
        long end = Math.min(idleEnd, connectionEnd);
        if (end == Long.MAX_VALUE) {
            return NONE;
        }
        EndReason limit = idleFirst ? EndReason.IDLE_LIMIT : EndReason.CONNECTION_LIMIT;
        if (now >= end) {
            return new Limits(limit, Optional.empty(), now);
        }
        Duration whole = idleFirst ? rules.idleLimit() : rules.connectionLimit();
        // A limit of a minute leaves no two to warn in.
        long lead = Math.min(rules.warning().toNanos(), whole.toNanos() / 2);
        if (lead == 0 || now < end - lead) {
            return new Limits(null, Optional.empty(), end - lead);
        }
        var warning =
                new LimitWarning(
                        limit,
                        Duration.ofNanos(end - now),
                        rules.atLimit() == SessionRules.Action.END,
                        idleFirst);
        return new Limits(null, Optional.of(warning), end);
    }

    /** For a session that waits for its user. */
    static Limits disconnected(SessionRules rules, long disconnectedAt, long now) {
        long end = after(disconnectedAt, rules.disconnectionLimit());
        return now >= end
                ? new Limits(EndReason.DISCONNECTION_LIMIT, Optional.empty(), now)
                : new Limits(null, Optional.empty(), end);
    }

    private static long after(long start, Duration limit) {
        if (limit.isZero()) {
            return Long.MAX_VALUE;
        }
        long nanos =
                limit.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE / 4 : limit.toNanos();
        return start + nanos;
    }
}
