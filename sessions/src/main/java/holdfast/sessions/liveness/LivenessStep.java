package holdfast.sessions.liveness;

import java.time.Duration;

/** One thing that {@link Liveness} wants done or noted. */
public sealed interface LivenessStep {
    /** Send an RTT Measure Request with this sequence number ([MS-RDPBCGR] 2.2.14.1.1). */
    record AskRtt(int sequence) implements LivenessStep {}

    /**
     * Send a Heartbeat PDU ([MS-RDPBCGR] 2.2.16.1). It asks nothing; it keeps a NAT entry open and
     * lets the client notice that we are gone.
     */
    record SendHeartbeat(int periodSeconds, int count1, int count2) implements LivenessStep {}

    /**
     * For the record: a question was not answered either, the next one is asked. Once per silence.
     */
    record SilenceBegan(Duration lasting) implements LivenessStep {}

    /** For the record: something was heard again after {@link SilenceBegan}. */
    record SilenceEnded(Duration lasted, int questions) implements LivenessStep {}

    /** For the record: we ourselves stood still; the peer gets a new chance. */
    record OwnStall(Duration lasted) implements LivenessStep {}

    /** The peer is gone. Nothing follows. Close, and report {@code evidence}. */
    record Broken(String evidence) implements LivenessStep {}
}
