package holdfast.logon.door;

import holdfast.logon.Credentials;
import holdfast.logon.LogonMethod;
import holdfast.logon.LogonOutcome;
import holdfast.logon.LogonOutcome.Denied;
import holdfast.logon.LogonOutcome.Failure;
import holdfast.logon.LogonOutcome.Granted;
import holdfast.logon.NetworkIdentity;
import holdfast.logon.Origin;
import holdfast.logon.UserName;
import holdfast.logon.accounts.AccountException;
import holdfast.logon.accounts.NtlmEnrolments;
import holdfast.logon.pam.PamLogons;
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
        return pam.logon(name, credentials, origin)
                .thenApply(outcome -> {
                    enrol(outcome);
                    return outcome;
                });
    }

    @Override
    public CompletionStage<LogonOutcome> rules(UserName name, LogonMethod method, Origin origin) {
        return pam.admit(name, method, origin);
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

    private void enrol(LogonOutcome outcome) {
        var allowed = enrolments.get();
        if (allowed.isPresent()
                && outcome instanceof Granted granted
                && granted.proof().isPresent()) {
            try {
                allowed.get().enrol(granted.osUser().name(), granted.proof().get().password());
            } catch (AccountException failed) {
                LOG.atWarn().setMessage(failed.getMessage()).log();
            }
        }
    }

    private void forgetIfStale(UserName name, LogonOutcome outcome) {
        var user = pam.find(name);
        var allowed = enrolments.get();
        if (allowed.isPresent()
                && user.isPresent()
                && outcome instanceof Denied(_, _, _, var record)
                && record == Failure.WRONG_PASSWORD) {
            try {
                allowed.get().forget(user.get().name());
            } catch (AccountException failed) {
                LOG.atWarn().setMessage(failed.getMessage()).log();
            }
        }
    }
}
