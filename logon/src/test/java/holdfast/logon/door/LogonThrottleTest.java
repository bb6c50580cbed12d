package holdfast.logon.door;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.logon.door.LogonThrottle.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogonThrottleTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private ThrottleRules rules = ThrottleRules.STANDARD;
    private final LogonThrottle throttle = new LogonThrottle(1000, () -> rules);
    private Instant now = NOON;

    private static InetAddress address(int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static final InetAddress HOME = address(192, 0, 2, 1);
    private static final InetAddress ELSEWHERE = address(198, 51, 100, 7);

    private static InetAddress attacker(int number) {
        return address(203, 0, number >> 8, number & 255);
    }

    private Duration guess(InetAddress from, String account) {
        return switch (throttle.begin(from, account, now)) {
            case Verdict.Go() -> Duration.ZERO;
            case Verdict.Wait(Duration time) -> time;
        };
    }

    private void guesses(int count, InetAddress from, String account) {
        for (int i = 0; i < count; i++) {
            guess(from, account);
        }
    }

    @Test
    void mistypingAFewTimesCostsNothing() {
        guesses(5, HOME, "alice");
        assertThat(guess(HOME, "alice")).isZero();
    }

    @Test
    void thenTheWaitDoublesWithEachWrongAttempt() {
        guesses(6, HOME, "alice");
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(guess(HOME, "alice")).isEqualTo(Duration.ofSeconds(seconds));
            now = now.plusSeconds(seconds);
            assertThat(guess(HOME, "alice")).isZero();
        }
    }

    @Test
    void otherRulesHoldFromTheNextAttemptOn() {
        guesses(5, HOME, "alice");
        rules =
                new ThrottleRules(
                        2, 12, Duration.ofHours(1), Duration.ofSeconds(7), Duration.ofSeconds(50));

        assertThat(guess(HOME, "alice")).isEqualTo(Duration.ofSeconds(50));
        now = now.plusSeconds(50);
        assertThat(guess(HOME, "alice")).isZero();
    }

    @Test
    void whoeverHasToWaitPushesNobodyOutOfMemory() {
        guesses(6, ELSEWHERE, "alice");
        int remembered = throttle.entries();
        for (int i = 0; i < 2000; i++) {
            assertThat(guess(ELSEWHERE, "nobody" + i)).isPositive();
        }
        assertThat(throttle.entries()).isEqualTo(remembered);
    }

    @Test
    void askingTooEarlyDoesNotMakeItLonger() {
        guesses(6, HOME, "alice");
        guesses(1000, HOME, "alice");
        now = now.plusSeconds(1);
        assertThat(guess(HOME, "alice")).isZero();
    }

    @Test
    void theRightPasswordAfterWrongOnesForgivesThem() {
        guesses(6, HOME, "alice");
        now = now.plusSeconds(1);
        assertThat(guess(HOME, "alice")).isZero();
        throttle.succeeded(HOME, "alice", now);
        guesses(5, HOME, "alice");
        assertThat(guess(HOME, "alice")).isZero();
    }

    @Test
    void anAccountOfOnesOwnDoesNotForgiveGuessesAtOthers() {
        for (int i = 0; i < 6; i++) {
            guess(HOME, "victim" + i);
        }
        now = now.plusSeconds(1);
        assertThat(guess(HOME, "mallory")).isZero();
        throttle.succeeded(HOME, "mallory", now);
        assertThat(guess(HOME, "victim7")).isPositive();
    }

    @Test
    void guessesFromManyAddressesGetOneEachAndThenWait() {
        int free = 0;
        for (int i = 0; i < 200; i++) {
            free += guess(attacker(i), "alice").isZero() ? 1 : 0;
            free += guess(attacker(i), "alice").isZero() ? 1 : 0;
        }
        assertThat(free).isBetween(200, 220);
        assertThat(guess(attacker(150), "alice")).isPositive();
    }

    @Test
    void theOwnerComesInFromAKnownAddressWhileOthersGuess() {
        guess(HOME, "alice");
        throttle.succeeded(HOME, "alice", now);
        for (int i = 0; i < 200; i++) {
            guesses(3, attacker(i), "alice");
        }
        guesses(2, HOME, "alice");
        assertThat(guess(HOME, "alice")).isZero();
    }

    @Test
    void theOwnerComesInFromANewAddressToo() {
        for (int i = 0; i < 200; i++) {
            guesses(3, attacker(i), "alice");
        }
        assertThat(guess(ELSEWHERE, "alice")).isZero();
        throttle.succeeded(ELSEWHERE, "alice", now);
        assertThat(guess(ELSEWHERE, "alice")).isZero();
    }

    @Test
    void theOwnerComesInBesideAnAttackerBehindTheSameAddress() {
        guess(HOME, "alice");
        throttle.succeeded(HOME, "alice", now);
        guesses(100, HOME, "bob");
        assertThat(guess(HOME, "bob")).isPositive();
        assertThat(guess(HOME, "alice")).isZero();
    }

    @Test
    void aHundredGuessesAtOnceAreNotAHundredFreeOnes() {
        int free = 0;
        for (int i = 0; i < 100; i++) {
            free += guess(HOME, "alice").isZero() ? 1 : 0;
        }
        assertThat(free).isEqualTo(6);
    }

    @Test
    void ipv6AddressesOfOneNetworkCountTogether() {
        for (int i = 0; i < 6; i++) {
            guess(address(0x20, 1, 0xd, 0xb8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, i), "alice");
        }
        assertThat(guess(address(0x20, 1, 0xd, 0xb8, 0, 0, 0, 1, 9, 9, 9, 9, 9, 9, 9, 9), "alice"))
                .isPositive();
        int free = 0;
        for (int i = 0; i < 200; i++) {
            var other = address(0x20, 1, 0xd, 0xb8, 0, 7, 0, i, 0, 0, 0, 0, 0, 0, 0, 1);
            free += guess(other, "user" + i).isZero() ? 1 : 0;
        }
        assertThat(free).isEqualTo(60);
    }

    @Test
    void timeForgives() {
        guesses(6, HOME, "alice");
        now = now.plus(Duration.ofHours(2));
        guesses(5, HOME, "alice");
        assertThat(guess(HOME, "alice")).isZero();
    }

    @Test
    void waitingNeverGetsLongerByItself() {
        guesses(6, HOME, "alice");
        for (int i = 0; i < 10; i++) {
            now = now.plus(Duration.ofMinutes(1));
            guess(HOME, "alice");
        }
        Duration wait = guess(HOME, "alice");
        now = now.plus(wait);
        assertThat(guess(HOME, "alice")).isZero();
    }

    @Test
    void anAttemptThatNobodyDecidedIsGivenBack() {
        for (int i = 0; i < 50; i++) {
            assertThat(guess(HOME, "alice")).isZero();
            throttle.withdrawn(HOME, "alice");
        }
    }

    @Test
    void tenThousandWrongLogonsKeepItsSize() {
        for (int i = 0; i < 10_000; i++) {
            guess(attacker(i), "user" + i);
        }
        assertThat(throttle.entries()).isEqualTo(1000);
    }
}
