package holdfast.sessions.liveness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides whether the peer of one connection is still there. Not safe for many threads: its owner
 * is the connection's thread.
 *
 * <p>Evidence of life is anything that the peer's RDP stack said; an ack of its TCP is none,
 * because a proxy or a frozen client's kernel acks too. When nothing was said for a while the peer
 * is asked. A peer that never answered a question is not judged by its silence: it may only ever be
 * silent; TCP ({@link TcpNumbers}) and the write deadline judge it.
 *
 * <p>All times are monotonic nanoseconds. A {@link #tick} that comes much later than due means that
 * we stood still ourselves (stopped, paused, a long collection), and what was not watched is not
 * counted as silence.
 */
public final class Liveness {
    /** A round trip is measured this often also while the peer speaks, for the record. */
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(30);

    /** Fewer packets sent again in one silence may be chance. */
    private static final int LOSSES_THAT_COUNT = 2;

    /** While a verdict is put off. */
    private static final long LOOK_AGAIN = Duration.ofMillis(250).toNanos();

    private static final int MAX_OPEN_QUESTIONS = 64;
    private static final int HEARTBEAT_MISSED_WARN = 3;
    private static final int HEARTBEAT_MISSED_RECONNECT = 5;
    private static final int HEARTBEAT_LONGEST = 60;

    private final PeerAbilities peer;
    private final Map<Integer, Long> openQuestions = new LinkedHashMap<>();
    private LivenessRules rules;
    private LinkQuality quality = LinkQuality.UNKNOWN;

    /** Since when the peer is silent, with the times of our own stalls taken off. */
    private long silentSince;

    private long lastSent;
    private long lastAsked;
    private long due;
    private long noVerdictBefore;
    private int nextSequence = 1;
    private boolean everAnswered;
    private boolean silenceTold;
    private int questionsThisSilence;
    private int questionsTold;
    private long silenceOver = -1;
    private long waitingBytes;
    private long takenBytes;
    private long notDrainingSince;
    private long resent;
    private long resentWhenHeard;
    private long lastAcked;
    private boolean broken;

    /**
     * @param now when the connection became active
     */
    public Liveness(LivenessRules rules, PeerAbilities peer, long now) {
        this.rules = rules;
        this.peer = peer;
        silentSince = now;
        lastSent = now;
        lastAsked = now - MEASURE_EVERY.toNanos();
        noVerdictBefore = now;
        lastAcked = now;
        due = now;
    }

    /** What to set on the socket. */
    public TcpNumbers tcp() {
        return TcpNumbers.of(rules, peer);
    }

    /** The settings changed while connected. */
    public void rules(LivenessRules changed, long now) {
        rules = changed;
        due = now;
    }

    /** The peer's RDP stack said something: any PDU. */
    public void heard(long now) {
        long silence = now - silentSince;
        noteSilence(silence);
        if (silenceTold && silenceOver < 0) {
            silenceOver = silence;
            questionsTold = questionsThisSilence;
            due = Math.min(due, now);
        }
        questionsThisSilence = 0;
        resentWhenHeard = resent;
        silentSince = now;
    }

    /** An RTT Measure Response came ([MS-RDPBCGR] 2.2.14.2.1). Counts as heard. */
    public void answered(int sequence, long now) {
        heard(now);
        Long asked = openQuestions.remove(sequence);
        if (asked != null) {
            everAnswered = true;
            measure(now - asked);
        }
    }

    /** We sent something. */
    public void sent(long now) {
        lastSent = now;
    }

    /**
     * How sending goes. Told whenever it is looked at, at least before each {@link #tick}.
     *
     * @param waiting bytes that the socket has not taken
     * @param taken bytes that it took since the connection began
     */
    public void outbound(long waiting, long taken, long now) {
        if (waiting == 0 || waitingBytes == 0 || taken != takenBytes) {
            notDrainingSince = now;
        }
        waitingBytes = waiting;
        takenBytes = taken;
    }

    /**
     * What TCP says of the way there. Told as {@link #outbound}, where the system knows it.
     *
     * @param packetsResent since the connection began
     * @param sinceAck how long ago, in nanoseconds, the peer's TCP acknowledged anything
     */
    public void link(long packetsResent, long sinceAck, long now) {
        resent = packetsResent;
        lastAcked = now - sinceAck;
    }

    /** When {@link #tick} wants to be called next. Earlier calls do no harm. */
    public long nextTick() {
        return due;
    }

    /** How good the link was until now. */
    public LinkQuality quality() {
        return quality;
    }

    /** Looks at the time. After {@link LivenessStep.Broken} nothing follows. */
    public List<LivenessStep> tick(long now) {
        List<LivenessStep> steps = new ArrayList<>();
        if (broken) {
            return steps;
        }
        allowForOwnStall(now, steps);
        endSilence(steps);
        long silence = now - silentSince;
        noteSilence(silence);
        if (judge(now, silence, steps)) {
            return steps;
        }
        ask(now, silence, steps);
        beat(now, steps);
        due = now + untilNext(now, silence);
        return steps;
    }

    private void allowForOwnStall(long now, List<LivenessStep> steps) {
        long late = now - due;
        long patience = patience();
        if (late < Math.min(Duration.ofSeconds(1).toNanos(), patience / 4)) {
            return;
        }
        silentSince = Math.min(now, silentSince + late);
        notDrainingSince = Math.min(now, notDrainingSince + late);
        if (late >= patience / 2) {
            // Long enough for an answer to be lost in a full buffer: ask anew and wait for it.
            noVerdictBefore = now + patience / 2;
            lastAsked = now - patience;
            steps.add(new LivenessStep.OwnStall(Duration.ofNanos(late)));
        }
    }

    private void endSilence(List<LivenessStep> steps) {
        if (silenceOver >= 0) {
            steps.add(new LivenessStep.SilenceEnded(Duration.ofNanos(silenceOver), questionsTold));
            silenceOver = -1;
            silenceTold = false;
        }
    }

    private boolean judge(long now, long silence, List<LivenessStep> steps) {
        if (now < noVerdictBefore) {
            return false;
        }
        if (everAnswered && questionsThisSilence > 0 && silence >= patienceFor(now)) {
            return give(
                    "nothing heard for %s, %d questions not answered"
                            .formatted(seconds(silence), questionsThisSilence),
                    steps);
        }
        long stuck = now - notDrainingSince;
        if (waitingBytes > 0 && stuck >= writeDeadline()) {
            return give("%d bytes not taken for %s".formatted(waitingBytes, seconds(stuck)), steps);
        }
        return false;
    }

    /**
     * A link that loses much and still acknowledges may hold an answer back for longer than a good
     * one: the peer's TCP waits twice as long after each loss. It gets twice the time.
     */
    private long patienceFor(long now) {
        long usual = rules.effectiveBroken().toNanos();
        boolean losing = resent - resentWhenHeard >= LOSSES_THAT_COUNT;
        boolean acknowledging = now - lastAcked < rules.effectiveAsk().toNanos();
        return losing && acknowledging ? 2 * usual : usual;
    }

    private boolean give(String evidence, List<LivenessStep> steps) {
        broken = true;
        due = Long.MAX_VALUE;
        steps.add(new LivenessStep.Broken(evidence));
        return true;
    }

    private void ask(long now, long silence, List<LivenessStep> steps) {
        boolean silent = silence >= rules.effectiveAsk().toNanos();
        if (silent && questionsThisSilence == 0) {
            lastAsked = Math.min(lastAsked, now - askInterval());
        }
        long interval = silent ? askInterval() : MEASURE_EVERY.toNanos();
        if (!peer.answersRtt() || now - lastAsked < interval) {
            return;
        }
        if (openQuestions.size() >= MAX_OPEN_QUESTIONS) {
            openQuestions.remove(openQuestions.keySet().iterator().next());
        }
        int sequence = nextSequence;
        nextSequence = (nextSequence + 1) & 0xFFFF;
        openQuestions.put(sequence, now);
        lastAsked = now;
        lastSent = now;
        if (silent) {
            questionsThisSilence++;
            // One question is routine: a user who reads is silent. Its missing answer is not.
            if (questionsThisSilence == 2 && everAnswered) {
                silenceTold = true;
                steps.add(new LivenessStep.SilenceBegan(Duration.ofNanos(silence)));
            }
        }
        quality = withQuestion(quality);
        steps.add(new LivenessStep.AskRtt(sequence));
    }

    private void beat(long now, List<LivenessStep> steps) {
        if (peer.heartbeat() && now - lastSent >= heartbeatPeriod()) {
            lastSent = now;
            steps.add(
                    new LivenessStep.SendHeartbeat(
                            (int) (heartbeatPeriod() / 1_000_000_000L),
                            HEARTBEAT_MISSED_WARN,
                            HEARTBEAT_MISSED_RECONNECT));
        }
    }

    private long untilNext(long now, long silence) {
        long next = MEASURE_EVERY.toNanos();
        long toAsk = rules.effectiveAsk().toNanos() - silence;
        if (toAsk > 0) {
            next = Math.min(next, toAsk);
        } else if (peer.answersRtt()) {
            next = Math.min(next, lastAsked + askInterval() - now);
        }
        if (everAnswered) {
            long toVerdict = rules.effectiveBroken().toNanos() - silence;
            if (toVerdict <= 0) {
                toVerdict = LOOK_AGAIN;
            }
            next = Math.min(next, Math.max(toVerdict, noVerdictBefore - now));
        }
        if (peer.heartbeat()) {
            next = Math.min(next, lastSent + heartbeatPeriod() - now);
        }
        // Whether bytes begin to wait is only seen by looking.
        next = Math.min(next, writeDeadline() / 4);
        return Math.max(next, 1_000_000L);
    }

    private long patience() {
        return rules.effectiveBroken().minus(rules.effectiveAsk()).toNanos();
    }

    private long askInterval() {
        return Math.max(patience() / 4, 100_000_000L);
    }

    private long writeDeadline() {
        return rules.windowsInterval().isPresent()
                ? rules.effectiveBroken().toNanos()
                : rules.writeDeadline().toNanos();
    }

    private long heartbeatPeriod() {
        return Math.clamp(rules.askAfter().toSeconds(), 1, HEARTBEAT_LONGEST) * 1_000_000_000L;
    }

    private void noteSilence(long silence) {
        if (silence > quality.longestSilence().toNanos()) {
            quality =
                    new LinkQuality(
                            quality.asked(),
                            quality.answered(),
                            quality.lastRtt(),
                            quality.bestRtt(),
                            quality.worstRtt(),
                            quality.smoothedRtt(),
                            Duration.ofNanos(silence));
        }
    }

    private static LinkQuality withQuestion(LinkQuality q) {
        return new LinkQuality(
                q.asked() + 1,
                q.answered(),
                q.lastRtt(),
                q.bestRtt(),
                q.worstRtt(),
                q.smoothedRtt(),
                q.longestSilence());
    }

    private void measure(long rttNanos) {
        Duration rtt = Duration.ofNanos(Math.max(0, rttNanos));
        boolean first = quality.answered() == 0;
        Duration smoothed =
                first ? rtt : quality.smoothedRtt().multipliedBy(7).plus(rtt).dividedBy(8);
        quality =
                new LinkQuality(
                        quality.asked(),
                        quality.answered() + 1,
                        rtt,
                        first || rtt.compareTo(quality.bestRtt()) < 0 ? rtt : quality.bestRtt(),
                        rtt.compareTo(quality.worstRtt()) > 0 ? rtt : quality.worstRtt(),
                        smoothed,
                        quality.longestSilence());
    }

    private static String seconds(long nanos) {
        return "%.1f s".formatted(nanos / 1e9);
    }
}
