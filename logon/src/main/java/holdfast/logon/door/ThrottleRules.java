package holdfast.logon.door;

import java.time.Duration;

/**
 * How wrong logons are slowed down.
 *
 * @param freePerAddress wrong attempts of one address that cost nothing
 * @param attack from this many wrong attempts of others on, an account counts as under attack
 * @param forgiven after so long one wrong attempt is forgiven
 * @param firstWait after the free attempts; each further wrong one doubles it
 * @param longestWait of an address; where an account is under attack, fifteen times as long
 */
public record ThrottleRules(
        int freePerAddress,
        int attack,
        Duration forgiven,
        Duration firstWait,
        Duration longestWait) {
    /** An IPv6 site has 65,536 addresses. */
    private static final int ADDRESSES_OF_A_NETWORK = 10;

    private static final int LONGER_UNDER_ATTACK = 15;

    /** Doublings after which every wait is the longest. */
    private static final int DOUBLINGS = 32;

    public static final ThrottleRules STANDARD =
            new ThrottleRules(
                    6, 12, Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofMinutes(1));

    int freePerNetwork() {
        return freePerAddress * ADDRESSES_OF_A_NETWORK;
    }

    Duration longestUnderAttack() {
        return longestWait.multipliedBy(LONGER_UNDER_ATTACK);
    }

    /** More are not counted, so that forgiveness has an end. */
    int mostCounted() {
        return Math.max(freePerNetwork(), attack) + DOUBLINGS;
    }
}
