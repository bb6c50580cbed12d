package holdfast.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.sessions.record.EventKind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private final House house = new House();
    private final FakePort port = house.port();

    @AfterEach
    void nothingWasThrownThatShouldNotBe() {
        assertThat(house.bugs).isEmpty();
    }

    @Test
    void anIdleUserIsWarnedTwoMinutesBeforeAndThenDisconnected() {
        house.rules = Rules.with().idle(Duration.ofMinutes(10)).rules();
        house.logon("alice", port);

        house.after(Duration.ofMinutes(8).minusMillis(1));
        assertThat(port.warnings).isEmpty();
        house.after(Duration.ofMillis(1));
        assertThat(port.warnings)
                .containsExactly(
                        Optional.of(
                                new LimitWarning(
                                        EndReason.IDLE_LIMIT, Duration.ofMinutes(2), false, true)));

        house.after(Duration.ofMinutes(2));
        assertThat(port.closed).isEqualTo(EndReason.IDLE_LIMIT);
        assertThat(port.closed.errorInfo()).isEqualTo(0x3);
        assertThat(house.only().state()).isEqualTo("Disc");
    }

    @Test
    void inputTakesTheWarningAwayAndStartsTheTimeAgain() {
        house.rules = Rules.with().idle(Duration.ofMinutes(10)).rules();
        house.logon("alice", port);
        house.after(Duration.ofMinutes(9));

        house.host.activity(port);
        house.time.settle();
        assertThat(port.warnings).hasSize(2).last().isEqualTo(Optional.empty());

        house.after(Duration.ofMinutes(8).minusSeconds(1));
        assertThat(port.warnings).hasSize(2);
        assertThat(port.closed).isNull();
        house.after(Duration.ofMinutes(3));
        assertThat(port.closed).isEqualTo(EndReason.IDLE_LIMIT);
        assertThat(house.kinds())
                .containsSubsequence(
                        EventKind.LIMIT_WARNING,
                        EventKind.LIMIT_CANCELLED,
                        EventKind.LIMIT_WARNING,
                        EventKind.DISCONNECT_REASON);
    }

    @Test
    void inputDoesNotPutOffTheConnectionLimitWhichCanEndTheSession() {
        house.rules =
                Rules.with()
                        .connection(Duration.ofHours(1))
                        .atLimit(SessionRules.Action.END)
                        .rules();
        house.logon("alice", port);
        for (int i = 0; i < 61; i++) {
            house.host.activity(port);
            house.after(Duration.ofMinutes(1));
        }
        assertThat(port.warnings).hasSize(1);
        assertThat(port.warnings.getFirst().orElseThrow().ends()).isTrue();
        assertThat(port.closed).isEqualTo(EndReason.CONNECTION_LIMIT);
        assertThat(house.host.query()).isEmpty();
    }

    @Test
    void theConnectionLimitStartsAgainAtEachLogon() {
        house.rules = Rules.with().connection(Duration.ofHours(1)).rules();
        house.logon("alice", port);
        house.after(Duration.ofMinutes(50));
        FakePort second = house.port();
        house.logon("alice", second);
        house.after(Duration.ofMinutes(50));
        assertThat(second.closed).isNull();
    }

    @Test
    void aSessionThatNobodyComesBackToIsEnded() {
        house.rules = Rules.with().disconnection(Duration.ofHours(2)).rules();
        house.logon("alice", port);
        house.closed(port, new ConnectionLoss.ClientLeft());
        house.after(Duration.ofHours(2).minusSeconds(1));
        assertThat(house.only().state()).isEqualTo("Disc");
        house.after(Duration.ofSeconds(1));
        assertThat(house.host.query()).isEmpty();
        assertThat(house.desktops.running).isEmpty();
    }

    @Test
    void theTimeBeforeARestartCounts() {
        house.rules = Rules.with().disconnection(Duration.ofHours(2)).rules();
        house.logon("alice", port);
        house.closed(port, new ConnectionLoss.ClientLeft());
        house.after(Duration.ofMinutes(90));
        house.crash();
        house.after(Duration.ofMinutes(29));
        assertThat(house.only().state()).isEqualTo("Disc");
        house.after(Duration.ofMinutes(1));
        assertThat(house.host.query()).isEmpty();
    }

    @Test
    void limitsChangeWhileASessionRuns() {
        house.logon("alice", port);
        house.after(Duration.ofMinutes(30));
        house.rules = Rules.with().idle(Duration.ofMinutes(31)).rules();
        house.host.rulesChanged();
        house.time.settle();
        assertThat(port.warnings).hasSize(1);
        house.rules = SessionRules.DEFAULT;
        house.host.rulesChanged();
        house.time.settle();
        assertThat(port.warnings).hasSize(2).last().isEqualTo(Optional.empty());
        house.after(Duration.ofDays(30));
        assertThat(port.closed).isNull();
    }

    @Test
    void aWallClockThatIsMovedEndsNothing() {
        house.rules =
                Rules.with().idle(Duration.ofHours(1)).disconnection(Duration.ofHours(1)).rules();
        house.logon("alice", port);
        house.time.moveWallClock(Duration.ofHours(2));
        house.after(Duration.ofMinutes(1));
        assertThat(port.closed).isNull();
        house.closed(port, new ConnectionLoss.ClientLeft());
        house.time.moveWallClock(Duration.ofHours(-3));
        house.after(Duration.ofMinutes(1));
        assertThat(house.only().state()).isEqualTo("Disc");
    }

    @Test
    void aLimitOfAMinuteIsWarnedOfHalfAMinuteBefore() {
        house.rules = Rules.with().idle(Duration.ofMinutes(1)).rules();
        house.logon("alice", port);
        house.after(Duration.ofSeconds(30));
        assertThat(port.warnings.getFirst().orElseThrow().left()).isEqualTo(Duration.ofSeconds(30));
    }
}
