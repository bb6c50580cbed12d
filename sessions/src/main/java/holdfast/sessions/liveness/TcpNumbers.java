package holdfast.sessions.liveness;

import java.time.Duration;

/**
 * What to set on the socket under a connection. Plain SO_KEEPALIVE with the system's numbers takes
 * over two hours; these take {@link LivenessRules#tcpBrokenAfter}.
 *
 * @param keepIdleSeconds TCP_KEEPIDLE
 * @param keepIntervalSeconds TCP_KEEPINTVL
 * @param keepCount TCP_KEEPCNT
 * @param userTimeoutMillis TCP_USER_TIMEOUT
 */
public record TcpNumbers(
        int keepIdleSeconds, int keepIntervalSeconds, int keepCount, int userTimeoutMillis) {
    /** Numbers that end a silent connection within what the rules say. */
    public static TcpNumbers of(LivenessRules rules, PeerAbilities peer) {
        // Where the peer answers questions TCP must not be the quicker judge: its acks are no
        // evidence, and its silence says no more than the questions do.
        Duration limit =
                rules.windowsInterval().isPresent()
                        ? rules.effectiveBroken()
                        : peer.answersRtt()
                                ? max(rules.tcpBrokenAfter(), rules.brokenAfter())
                                : rules.tcpBrokenAfter();
        long total = Math.max(2, limit.toSeconds());
        int interval = (int) Math.clamp(total / 6, 1, 75);
        int idle = (int) Math.clamp(total / 2, 1, 32_767);
        int count = (int) Math.clamp((total - idle) / interval, 1, 127);
        return new TcpNumbers(
                idle, interval, count, (int) Math.min(Integer.MAX_VALUE, limit.toMillis()));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
