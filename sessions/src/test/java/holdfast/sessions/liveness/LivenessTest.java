package holdfast.sessions.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import holdfast.sessions.liveness.LivenessStep.AskRtt;
import holdfast.sessions.liveness.LivenessStep.Broken;
import holdfast.sessions.liveness.LivenessStep.OwnStall;
import holdfast.sessions.liveness.LivenessStep.SendHeartbeat;
import holdfast.sessions.liveness.LivenessStep.SilenceBegan;
import holdfast.sessions.liveness.LivenessStep.SilenceEnded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private static final PeerAbilities ANSWERS = new PeerAbilities(true, false);
    private static final PeerAbilities MUTE = new PeerAbilities(false, false);

    /** A peer and the time between us. */
    private static final class Link {
        final List<LivenessStep> seen = new ArrayList<>();
        Liveness liveness;
        long now = -5_000_000_000L; // Monotonic clocks may begin below zero.
        Duration rtt = Duration.ofMillis(20);
        boolean alive = true;

        Link(LivenessRules rules, PeerAbilities peer) {
            liveness = new Liveness(rules, peer, now);
        }

        /** Lets time pass; ticks come when they are wanted, answers after the round trip. */
        Link pass(Duration time) {
            long end = now + time.toNanos();
            while (liveness.nextTick() <= end && !broken()) {
                now = Math.max(now, liveness.nextTick());
                tick();
            }
            now = Math.max(now, end);
            return this;
        }

        void tick() {
            for (LivenessStep step : liveness.tick(now)) {
                seen.add(step);
                if (step instanceof AskRtt(int sequence) && alive) {
                    now += rtt.toNanos();
                    liveness.answered(sequence, now);
                }
            }
        }

        boolean broken() {
            return seen.stream().anyMatch(Broken.class::isInstance);
        }

        /** Seconds from now until the verdict. */
        double secondsToVerdict(Duration longest) {
            long start = now;
            long end = now + longest.toNanos();
            while (!broken() && liveness.nextTick() <= end) {
                now = Math.max(now, liveness.nextTick());
                tick();
            }
            return broken() ? (now - start) / 1e9 : Double.NaN;
        }
    }

    @Test
    void aLinkThatLosesMuchAndStillAcknowledgesGetsTwiceTheTime() {
        var link = new Link(LivenessRules.DEFAULT, ANSWERS).pass(Duration.ofSeconds(1));
        link.alive = false;
        for (int second = 0; second < 28; second++) {
            link.liveness.link(second, Duration.ofSeconds(1).toNanos(), link.now);
            link.pass(Duration.ofSeconds(1));
        }
        assertThat(link.broken()).isFalse();
        assertThat(link.secondsToVerdict(Duration.ofSeconds(10))).isBetween(1.0, 6.0);
    }

    @Test
    void aLinkThatLosesEverythingIsGivenUpInTime() {
        var link = new Link(LivenessRules.DEFAULT, ANSWERS).pass(Duration.ofSeconds(1));
        link.alive = false;
        for (int second = 0; second < 14; second++) {
            link.liveness.link(second, Duration.ofSeconds(second).toNanos(), link.now);
            link.pass(Duration.ofSeconds(1));
        }
        assertThat(link.secondsToVerdict(Duration.ofSeconds(10))).isBetween(0.0, 2.0);
    }

    @Test
    void aPeerThatAnswersIsNeverCalledDeadHoweverLongItsUserReads() {
        var link = new Link(LivenessRules.DEFAULT, ANSWERS).pass(Duration.ofHours(8));
        assertThat(link.broken()).isFalse();
        assertThat(link.seen).noneMatch(SilenceBegan.class::isInstance);
        assertThat(link.liveness.quality().answered())
                .isEqualTo(link.liveness.quality().asked())
                .isGreaterThan(1000);
    }

    @Test
    void aPeerThatStopsAnsweringIsBrokenAfterFifteenSeconds() {
        var link = new Link(LivenessRules.DEFAULT, ANSWERS).pass(Duration.ofSeconds(60));
        link.liveness.heard(link.now);
        link.alive = false;
        assertThat(link.secondsToVerdict(Duration.ofMinutes(1))).isBetween(14.9, 15.1);
        assertThat(link.seen.getLast()).isInstanceOf(Broken.class);
        assertThat(((Broken) link.seen.getLast()).evidence())
                .contains("nothing heard for 15.0 s")
                .contains("questions not answered");
        assertThat(link.seen).filteredOn(SilenceBegan.class::isInstance).hasSize(1);
        assertThat(link.liveness.tick(link.now + 1_000_000_000L)).isEmpty();
    }

    @Test
    void timesCanBeAsShortAsASecond() {
        var rules =
                new LivenessRules(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Optional.empty());
        var link = new Link(rules, ANSWERS).pass(Duration.ofSeconds(10));
        link.liveness.heard(link.now);
        link.alive = false;
        assertThat(link.secondsToVerdict(Duration.ofMinutes(1))).isBetween(1.9, 2.2);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new LivenessRules(
                                Duration.ofMillis(500),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(1),
                                Optional.empty()));
    }

    @Test
    void windowsOwnMinutesRuleWhenTheyAreSet() {
        var rules =
                new LivenessRules(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(18),
                        Duration.ofSeconds(15),
                        Optional.of(Duration.ofMinutes(1)));
        var link = new Link(rules, ANSWERS).pass(Duration.ofMinutes(5));
        link.liveness.heard(link.now);
        link.alive = false;
        assertThat(link.secondsToVerdict(Duration.ofMinutes(5))).isBetween(119.0, 121.0);
    }

    @Test
    void aPeerThatNeverAnsweredIsLeftToTcp() {
        var silent = new Link(LivenessRules.DEFAULT, ANSWERS);
        silent.alive = false;
        assertThat(silent.pass(Duration.ofHours(1)).broken()).isFalse();

        var mute = new Link(LivenessRules.DEFAULT, MUTE).pass(Duration.ofHours(1));
        assertThat(mute.seen).isEmpty();
    }

    @Test
    void tcpIsSetToNoticeWithinTwentySecondsWhereThePeerAnswersNothing() {
        TcpNumbers tcp = TcpNumbers.of(LivenessRules.DEFAULT, MUTE);
        int total = tcp.keepIdleSeconds() + tcp.keepIntervalSeconds() * tcp.keepCount();
        assertThat(total).isBetween(10, 19);
        assertThat(tcp.userTimeoutMillis()).isBetween(10_000, 19_999);
    }

    @Test
    void bytesThatNobodyTakesAreAVerdictEvenWhileInputComes() {
        var link = new Link(LivenessRules.DEFAULT, MUTE);
        long start = link.now;
        while (!link.broken() && link.now - start < 60_000_000_000L) {
            link.now += 500_000_000L;
            link.liveness.outbound(8192, 1000, link.now);
            link.liveness.heard(link.now);
            link.tick();
        }
        assertThat((link.now - start) / 1e9).isBetween(14.9, 16.0);
        assertThat(((Broken) link.seen.getLast()).evidence()).contains("8192 bytes not taken");
    }

    @Test
    void bytesThatAreTakenSlowlyAreNoVerdict() {
        var link = new Link(LivenessRules.DEFAULT, MUTE);
        for (int i = 0; i < 600; i++) {
            link.now += 1_000_000_000L;
            link.liveness.outbound(1_000_000, i / 10, link.now);
            link.tick();
        }
        assertThat(link.broken()).isFalse();
    }

    @Test
    void aStallOfTheLinkOfTwoSecondsIsNoVerdict() {
        var link = new Link(LivenessRules.DEFAULT, ANSWERS);
        for (int i = 0; i < 200; i++) {
            link.alive = i % 3 != 0;
            link.pass(Duration.ofSeconds(2));
        }
        assertThat(link.broken()).isFalse();
    }

    @Test
    void nearlyAThirdOfAllAnswersLateByTwoSecondsIsNoVerdict() {
        var random = new Random(30);
        var link = new Link(LivenessRules.DEFAULT, ANSWERS);
        for (int i = 0; i < 5_000; i++) {
            link.rtt = Duration.ofMillis(random.nextInt(10) < 3 ? 2_000 : 30);
            link.pass(Duration.ofSeconds(1));
        }
        assertThat(link.broken()).isFalse();
    }

    @Test
    void ourOwnStandstillOfThirtySecondsIsNotThePeersSilence() {
        var link = new Link(LivenessRules.DEFAULT, ANSWERS).pass(Duration.ofSeconds(60));
        link.alive = false; // Its answers wait in our own buffers.
        link.now += Duration.ofSeconds(30).toNanos();
        link.alive = true;
        link.tick();
        assertThat(link.broken()).isFalse();
        assertThat(link.seen).filteredOn(OwnStall.class::isInstance).hasSize(1);
        link.pass(Duration.ofMinutes(1));
        assertThat(link.broken()).isFalse();
    }

    @Test
    void aPeerThatDiedDuringOurStandstillIsNoticedSoonAfter() {
        var link = new Link(LivenessRules.DEFAULT, ANSWERS).pass(Duration.ofSeconds(60));
        link.liveness.heard(link.now);
        link.alive = false;
        link.now += Duration.ofSeconds(30).toNanos();
        assertThat(link.secondsToVerdict(Duration.ofMinutes(1))).isBetween(4.0, 16.0);
    }

    @Test
    void shortStandstillsAgainAndAgainHideNoDeadPeer() {
        var link = new Link(LivenessRules.DEFAULT, ANSWERS).pass(Duration.ofSeconds(60));
        link.liveness.heard(link.now);
        link.alive = false;
        long start = link.now;
        while (!link.broken() && link.now - start < 300_000_000_000L) {
            link.now = Math.max(link.now, link.liveness.nextTick()) + 1_500_000_000L;
            link.tick();
        }
        assertThat((link.now - start) / 1e9).isLessThan(60);
    }

    @Test
    void silenceThatEndsIsTold() {
        var link = new Link(LivenessRules.DEFAULT, ANSWERS).pass(Duration.ofSeconds(60));
        link.liveness.heard(link.now);
        link.alive = false;
        link.pass(Duration.ofSeconds(12));
        link.alive = true;
        link.liveness.heard(link.now);
        link.pass(Duration.ofSeconds(2));
        assertThat(link.seen).filteredOn(SilenceEnded.class::isInstance).hasSize(1);
        assertThat(link.broken()).isFalse();
        assertThat(link.liveness.quality().longestSilence()).isGreaterThan(Duration.ofSeconds(11));
    }

    @Test
    void heartbeatsKeepTheNatEntryOfAQuietConnection() {
        var link = new Link(LivenessRules.DEFAULT, new PeerAbilities(false, true));
        link.pass(Duration.ofSeconds(61));
        assertThat(link.seen).allMatch(SendHeartbeat.class::isInstance).hasSize(12);
        assertThat(link.seen.getFirst()).isEqualTo(new SendHeartbeat(5, 3, 5));
    }

    @Test
    void theQualityOfTheLinkIsDescribedInASentence() {
        var link = new Link(LivenessRules.DEFAULT, ANSWERS).pass(Duration.ofMinutes(2));
        assertThat(link.liveness.quality().describe())
                .startsWith("round trip 20 ms (20 to 20), 0 of ")
                .contains("answers lost");
        assertThat(LinkQuality.UNKNOWN.describe()).startsWith("round trip not measured");
    }
}
