package holdfast.logon.door;

import holdfast.logon.Denial;
import holdfast.logon.LogonOutcome;
import holdfast.logon.LogonOutcome.Conversation;
import holdfast.logon.LogonOutcome.Denied;
import holdfast.logon.LogonOutcome.Granted;
import holdfast.logon.LogonOutcome.MorePrompts;
import holdfast.logon.LogonOutcome.PasswordMustChange;
import holdfast.logon.Prompt;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One counted attempt, until it is decided: tells the throttle how it went, also when a
 * conversation lies between question and answer. Used by one logon at a time.
 */
record Attempt(
        LogonThrottle throttle,
        InstantSource clock,
        EvenTiming timing,
        InetAddress address,
        String account) {

    /** What the peer is told of {@code outcome}, and when. */
    CompletionStage<LogonOutcome> settle(LogonOutcome outcome, long beganNanos) {
        switch (outcome) {
            case Granted _, PasswordMustChange _ ->
                    throttle.succeeded(address, account, clock.instant());
            case MorePrompts(List<Prompt> prompts, Conversation inner) -> {
                return CompletableFuture.completedStage(
                        new MorePrompts(prompts, new Counted(inner)));
            }
            case Denied denied -> {
                if (denied.reason() == Denial.WRONG_NAME_OR_PASSWORD) {
                    return timing.even(outcome, beganNanos);
                }
                // The password was right, or nobody could look at it. What came while all were busy
                // stays counted, or one address could keep everybody busy.
                if (denied.reason() != Denial.BUSY) {
                    throttle.withdrawn(address, account);
                }
            }
        }
        return CompletableFuture.completedStage(outcome);
    }

    private final class Counted implements Conversation {
        private final Conversation inner;

        Counted(Conversation inner) {
            this.inner = inner;
        }

        @Override
        public CompletionStage<LogonOutcome> answer(List<char[]> answers) {
            long began = timing.now();
            return inner.answer(answers).thenCompose(outcome -> settle(outcome, began));
        }

        @Override
        public void abandon() {
            inner.abandon();
        }
    }
}
