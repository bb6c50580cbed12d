package holdfast.logon;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the door decided. The two outcomes in the middle carry the conversation to go on with; a
 * conversation that is not continued must be {@linkplain Conversation#abandon abandoned}.
 */
public sealed interface LogonOutcome {
    /**
     * Come in.
     *
     * @param user whose sessions these are
     * @param osUser the account the session runs as
     * @param proof what the session's leader needs to repeat the logon for its own PAM session;
     *     empty when there is nothing to repeat (local accounts, Kerberos). The receiver closes it.
     * @param notices what the back end said on the way, for the user to read; may be empty
     */
    record Granted(
            CanonicalUser user,
            OsUser osUser,
            LogonMethod method,
            Optional<Credentials> proof,
            List<String> notices)
            implements LogonOutcome {}

    /**
     * Stay out.
     *
     * @param message the back end's own words for the user, when it had some
     * @param retryAfter when a further attempt makes sense; only with {@link Denial#THROTTLED}
     * @param record what really happened, for the event record and never for the peer
     */
    record Denied(
            Denial reason, Optional<String> message, Optional<Duration> retryAfter, Failure record)
            implements LogonOutcome {}

    /** The password was right and must be changed before anything else. */
    record PasswordMustChange(CanonicalUser user, String message, PasswordChange change)
            implements LogonOutcome {}

    /** The back end asks for more: a one-time code, a new password in PAM's words. */
    record MorePrompts(List<Prompt> prompts, Conversation conversation) implements LogonOutcome {}

    /** What only the administrator learns of a refusal: the sub-status of event 4625. */
    enum Failure {
        NO_SUCH_USER(0xC0000064),
        WRONG_PASSWORD(0xC000006A),
        /** The name or the password has a form nobody's has. */
        MALFORMED(0xC000006D),
        /** A proof that was made for, or by, somebody else: replay, reflection, relay. */
        FORGED_PROOF(0xC000006D),
        /** Nothing beyond what {@link Denied#reason} says. */
        AS_TOLD(0);

        private final int subStatus;

        Failure(int subStatus) {
            this.subStatus = subStatus;
        }

        public int subStatus() {
            return subStatus;
        }
    }

    /** A logon that waits for answers. Used by one owner at a time. */
    interface Conversation {
        /**
         * @param answers one for each prompt that {@linkplain Prompt.Kind#wantsAnswer wants one},
         *     in order; taken over and wiped
         */
        CompletionStage<LogonOutcome> answer(List<char[]> answers);

        /** Ends it without a decision; the back end's thread is free again. May be called twice. */
        void abandon();
    }

    /** A password that waits to be changed. Used by one owner at a time. */
    interface PasswordChange {
        /**
         * @param newPassword taken over and wiped
         * @return Granted, or Denied with {@link Denial#PASSWORD_RESTRICTION} and the reason, after
         *     which another try is allowed
         */
        CompletionStage<LogonOutcome> submit(char[] newPassword);

        void abandon();
    }

    static Denied denied(Denial reason, Failure record) {
        return new Denied(reason, Optional.empty(), Optional.empty(), record);
    }

    static Denied denied(Denial reason, String message) {
        return new Denied(reason, Optional.of(message), Optional.empty(), Failure.AS_TOLD);
    }
}
