package holdfast.logon.door;

import holdfast.logon.Credentials;
import holdfast.logon.Denial;
import holdfast.logon.LogonMethod;
import holdfast.logon.LogonOutcome;
import holdfast.logon.LogonOutcome.Denied;
import holdfast.logon.LogonOutcome.Failure;
import holdfast.logon.LogonOutcome.Granted;
import holdfast.logon.LogonOutcome.PasswordChange;
import holdfast.logon.LogonOutcome.PasswordMustChange;
import holdfast.logon.NetworkIdentity;
import holdfast.logon.Origin;
import holdfast.logon.UserName;
import holdfast.logon.accounts.AccountException;
import holdfast.logon.accounts.LocalAccount;
import holdfast.logon.accounts.LocalAccounts;
import holdfast.logon.accounts.LocalAccounts.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holdfast's own accounts at the door. */
final class LocalAuthenticator implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(LocalAuthenticator.class);

    private final LocalAccounts accounts;
    private final Executor workers;

    LocalAuthenticator(LocalAccounts accounts, Executor workers) {
        this.accounts = accounts;
        this.workers = workers;
    }

    @Override
    public boolean owns(UserName name) {
        try {
            return accounts.find(name).isPresent();
        } catch (AccountException unreadable) {
            // Claimed, so that the refusal tells of the broken file and nobody else decides.
            return true;
        }
    }

    @Override
    public CompletionStage<LogonOutcome> logon(
            UserName name, Credentials credentials, Origin origin) {
        try {
            LogonOutcome outcome =
                    switch (accounts.check(name, credentials.password())) {
                        case Check.Right(var account) ->
                                admit(account, LogonMethod.PASSWORD, credentials);
                        case Check.Wrong _ ->
                                LogonOutcome.denied(
                                        Denial.WRONG_NAME_OR_PASSWORD, Failure.WRONG_PASSWORD);
                        case Check.Unknown() -> unknown();
                    };
            return CompletableFuture.completedStage(outcome);
        } catch (AccountException unreadable) {
            return CompletableFuture.completedStage(unavailable(unreadable));
        }
    }

    @Override
    public CompletionStage<LogonOutcome> rules(UserName name, LogonMethod method, Origin origin) {
        return proven(name, method, new Credentials(name.account(), "", new char[0]));
    }

    @Override
    public Optional<byte[]> ntHash(UserName name) throws AccountException {
        return accounts.ntHash(name);
    }

    @Override
    public boolean heedsDomain() {
        return false;
    }

    @Override
    public boolean checksDelegated(LogonMethod method) {
        return false;
    }

    /** The proof counts as the password: what it was checked against was made from it. */
    @Override
    public CompletionStage<LogonOutcome> admit(NetworkIdentity identity, Origin origin) {
        return proven(identity.name(), identity.method(), identity.delegated());
    }

    private CompletionStage<LogonOutcome> proven(
            UserName name, LogonMethod method, Credentials proof) {
        try {
            var account = accounts.find(name);
            LogonOutcome outcome =
                    account.isEmpty() ? unknown() : admit(account.get(), method, proof);
            return CompletableFuture.completedStage(outcome);
        } catch (AccountException unreadable) {
            return CompletableFuture.completedStage(unavailable(unreadable));
        }
    }

    private static Denied unknown() {
        return LogonOutcome.denied(Denial.WRONG_NAME_OR_PASSWORD, Failure.NO_SUCH_USER);
    }

    /** The identity is proven; what remains are the account's rules. */
    private LogonOutcome admit(LocalAccount account, LogonMethod method, Credentials proof) {
        if (account.disabled()) {
            return LogonOutcome.denied(Denial.ACCOUNT_DISABLED, Failure.AS_TOLD);
        }
        if (account.mustChange()) {
            var change = new Change(account, method, proof.password().clone());
            return new PasswordMustChange(
                    account.canonical(), "The password must be changed before logging on.", change);
        }
        return granted(account, method);
    }

    private LogonOutcome granted(LocalAccount account, LogonMethod method) {
        try {
            return new Granted(
                    account.canonical(),
                    accounts.osUser(account),
                    method,
                    Optional.empty(),
                    List.of());
        } catch (AccountException noOsUser) {
            LOG.atWarn().setMessage(noOsUser.getMessage()).log();
            return LogonOutcome.denied(
                    Denial.ACCOUNT_RESTRICTION,
                    "Your sessions cannot run on this machine. Tell the administrator.");
        }
    }

    private static Denied unavailable(AccountException unreadable) {
        LOG.atError().setMessage(unreadable.getMessage()).log();
        return LogonOutcome.denied(
                Denial.UNAVAILABLE, "The accounts cannot be read. Tell the administrator.");
    }

    private final class Change implements PasswordChange {
        private final LocalAccount account;
        private final LogonMethod method;
        private final char[] old;

        Change(LocalAccount account, LogonMethod method, char[] old) {
            this.account = account;
            this.method = method;
            this.old = old;
        }

        @Override
        public CompletionStage<LogonOutcome> submit(char[] newPassword) {
            return CompletableFuture.supplyAsync(() -> set(newPassword), workers)
                    .exceptionally(failed -> {
                        LOG.atError().setCause(failed).log("Password change failed");
                        return LogonOutcome.denied(Denial.UNAVAILABLE, Failure.AS_TOLD);
                    });
        }

        private LogonOutcome set(char[] newPassword) {
            try {
                if (Arrays.equals(old, newPassword)) {
                    return LogonOutcome.denied(
                            Denial.PASSWORD_RESTRICTION, "The new password is the old one.");
                }
                var changed = accounts.setPassword(account.name(), newPassword);
                abandon();
                return granted(changed, method);
            } catch (AccountException refused) {
                return refused.reason() instanceof AccountException.Reason.BadPassword bad
                        ? LogonOutcome.denied(
                                Denial.PASSWORD_RESTRICTION, "The password " + bad.why() + ".")
                        : unavailable(refused);
            } finally {
                Arrays.fill(newPassword, '\0');
            }
        }

        @Override
        public void abandon() {
            Arrays.fill(old, '\0');
        }
    }
}
