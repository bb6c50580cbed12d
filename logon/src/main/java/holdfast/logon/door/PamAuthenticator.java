package holdfast.logon.door;

import holdfast.logon.Credentials;
import holdfast.logon.LogonMethod;
import holdfast.logon.LogonOutcome;
import holdfast.logon.LogonOutcome.Conversation;
import holdfast.logon.LogonOutcome.Denied;
import holdfast.logon.LogonOutcome.Failure;
import holdfast.logon.LogonOutcome.Granted;
import holdfast.logon.LogonOutcome.MorePrompts;
import holdfast.logon.NetworkIdentity;
import holdfast.logon.Origin;
import holdfast.logon.UserName;
import holdfast.logon.accounts.AccountException;
import holdfast.logon.accounts.NtlmEnrolments;
import holdfast.logon.pam.PamLogons;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operating system's users at the door.
 *
 * @param enrolments there is one where the administrator allows NTLM for them
 */
record PamAuthenticator(PamLogons pam, Supplier<Optional<NtlmEnrolments>> enrolments)
        implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(PamAuthenticator.class);

    @Override
    public boolean owns(UserName name) {
        return pam.find(name).isPresent();
    }

    @Override
    public CompletionStage<LogonOutcome> logon(
            UserName name, Credentials credentials, Origin origin) {
        return pam.logon(name, credentials, origin).thenApply(this::enrolled);
    }

    @Override
    public CompletionStage<LogonOutcome> rules(UserName name, LogonMethod method, Origin origin) {
        return pam.admit(name, method, origin);
    }

    @Override
    public boolean checksDelegated(LogonMethod method) {
        return method == LogonMethod.NTLM;
    }

    /** A ticket proves a person; an enrolled hash only that they knew a password once. */
    @Override
    public CompletionStage<LogonOutcome> admit(NetworkIdentity identity, Origin origin) {
        if (identity.method() == LogonMethod.KERBEROS) {
            return rules(identity.name(), identity.method(), origin);
        }
        return logon(identity.name(), identity.delegated(), origin)
                .thenApply(outcome -> {
                    forgetIfStale(identity.name(), outcome);
                    return outcome;
                });
    }

    @Override
    public Optional<byte[]> ntHash(UserName name) throws AccountException {
        var user = pam.find(name);
        var enrolled = enrolments.get();
        return enrolled.isEmpty() || user.isEmpty()
                ? Optional.empty()
                : enrolled.get().ntHash(user.get().name());
    }

    @Override
    public boolean heedsDomain() {
        return true;
    }

    /** The outcome itself; whoever is let in by a password, at once or after more, is enrolled. */
    private LogonOutcome enrolled(LogonOutcome outcome) {
        switch (outcome) {
            case Granted(_, var osUser, _, Optional<Credentials> proof, _) ->
                    change(known -> {
                        if (proof.isPresent()) {
                            known.enrol(osUser.name(), proof.get().password());
                        } else {
                            known.forget(osUser.name()); // Changed, and nobody saw to what.
                        }
                    });
            case MorePrompts(var prompts, var inner) -> {
                return new MorePrompts(prompts, new Enrolling(inner));
            }
            default -> {}
        }
        return outcome;
    }

    private interface Change {
        void apply(NtlmEnrolments enrolments) throws AccountException;
    }

    private void change(Change change) {
        enrolments
                .get()
                .ifPresent(allowed -> {
                    try {
                        change.apply(allowed);
                    } catch (AccountException failed) {
                        LOG.atWarn().setMessage(failed.getMessage()).log();
                    }
                });
    }

    private final class Enrolling implements Conversation {
        private final Conversation inner;

        Enrolling(Conversation inner) {
            this.inner = inner;
        }

        @Override
        public CompletionStage<LogonOutcome> answer(List<char[]> answers) {
            return inner.answer(answers).thenApply(PamAuthenticator.this::enrolled);
        }

        @Override
        public void abandon() {
            inner.abandon();
        }
    }

    private void forgetIfStale(UserName name, LogonOutcome outcome) {
        if (outcome instanceof Denied(_, _, _, var record) && record == Failure.WRONG_PASSWORD) {
            pam.find(name).ifPresent(user -> change(known -> known.forget(user.name())));
        }
    }
}
