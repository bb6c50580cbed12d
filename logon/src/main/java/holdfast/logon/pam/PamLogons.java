package holdfast.logon.pam;

import holdfast.logon.CanonicalUser;
import holdfast.logon.Credentials;
import holdfast.logon.Denial;
import holdfast.logon.LogonMethod;
import holdfast.logon.LogonOutcome;
import holdfast.logon.LogonOutcome.Denied;
import holdfast.logon.LogonOutcome.Failure;
import holdfast.logon.LogonOutcome.Granted;
import holdfast.logon.Origin;
import holdfast.logon.OsUser;
import holdfast.logon.OsUsers;
import holdfast.logon.UserName;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logons of the operating system's users, by the rules of one PAM service. Each runs on a platform
 * thread of a bounded pool from its first to its last prompt; when all are taken, further ones are
 * refused at once. Safe for many threads.
 */
public final class PamLogons implements AutoCloseable {
    /** What modules find in any program; a JVM's threads have an eighth of it. */
    private static final long STACK_BYTES = 8 << 20;

    /** The service that Holdfast ships rules for: {@link PamServiceFile}. */
    public static final String SERVICE = "holdfast";

    private static final Logger LOG = LoggerFactory.getLogger(PamLogons.class);
    private static final String TERMINAL = "rdp";

    private final PamLibrary library;
    private final String service;
    private final OsUsers osUsers;
    private final Duration patience;
    private final ExecutorService threads;

    private PamLogons(
            PamLibrary library, String service, OsUsers osUsers, int threads, Duration patience) {
        this.library = library;
        this.service = service;
        this.osUsers = osUsers;
        this.patience = patience;
        this.threads =
                new ThreadPoolExecutor(
                        0,
                        threads,
                        30,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform()
                                .name("pam-", 1)
                                .daemon()
                                .stackSize(STACK_BYTES)
                                .factory());
    }

    /**
     * @param service as in {@code /etc/pam.d}
     * @param threads how many logons may be under way at once, those that wait for a person's
     *     answer included
     * @param patience how long a person may take for one answer
     * @return empty where PAM is not installed
     */
    public static Optional<PamLogons> open(
            String service, OsUsers osUsers, int threads, Duration patience) {
        return PamLibrary.installed()
                .map(library -> new PamLogons(library, service, osUsers, threads, patience));
    }

    /**
     * The OS user that somebody means: {@code name@realm} or {@code REALM\name} as a directory
     * service may know them, else the name, else the name in small letters.
     */
    public Optional<OsUser> find(UserName name) {
        Optional<OsUser> user =
                name.realm().isEmpty()
                        ? Optional.empty()
                        : osUsers.byName(name.account() + "@" + name.realm())
                                .or(() -> osUsers.byName(name.realm() + "\\" + name.account()));
        return user.or(() -> osUsers.byName(name.account()))
                .or(() -> osUsers.byName(name.account().toLowerCase(Locale.ROOT)));
    }

    /** Authentication and account rules. */
    public CompletionStage<LogonOutcome> logon(
            UserName name, Credentials credentials, Origin origin) {
        String user = find(name).map(OsUser::name).orElseGet(name::account);
        var exchange = new PamExchange(patience);
        exchange.firstAnswer(credentials.password().clone());
        var proof = credentials.copy();
        return run(
                exchange,
                () -> {
                    try (var handle = new PamHandle(library, service, user, exchange)) {
                        prepare(handle, origin);
                        int code = handle.authenticate();
                        return code == PamCode.SUCCESS
                                ? accept(handle, exchange, LogonMethod.PASSWORD, Optional.of(proof))
                                : wrong(code, exchange, handle);
                    }
                },
                proof::close);
    }

    /**
     * Account rules alone, for somebody who is proven already. With NTLM an expired password is
     * refused rather than changed: the client says so, and it is changed where a logon screen is.
     */
    public CompletionStage<LogonOutcome> admit(UserName name, LogonMethod method, Origin origin) {
        Optional<OsUser> user = find(name);
        if (user.isEmpty()) {
            return CompletableFuture.completedStage(
                    LogonOutcome.denied(Denial.WRONG_NAME_OR_PASSWORD, Failure.NO_SUCH_USER));
        }
        var exchange = new PamExchange(patience);
        return run(
                exchange,
                () -> {
                    try (var handle =
                            new PamHandle(library, service, user.get().name(), exchange)) {
                        prepare(handle, origin);
                        return accept(handle, exchange, method, Optional.empty());
                    }
                },
                () -> {});
    }

    @FunctionalInterface
    private interface Transaction {
        LogonOutcome run() throws PamException;
    }

    private CompletionStage<LogonOutcome> run(
            PamExchange exchange, Transaction transaction, Runnable unlessGranted) {
        CompletionStage<LogonOutcome> first = exchange.begin();
        try {
            threads.execute(() -> {
                LogonOutcome outcome = outcome(transaction);
                if (!(outcome instanceof Granted)) {
                    unlessGranted.run();
                }
                exchange.decided(outcome);
            });
        } catch (RejectedExecutionException _) {
            unlessGranted.run();
            exchange.decided(
                    LogonOutcome.denied(
                            Denial.BUSY, "Too many people are logging on. Try again in a moment."));
        }
        return first;
    }

    private LogonOutcome outcome(Transaction transaction) {
        if (!PamServiceFile.installed(service)) {
            // PAM would take the rules of "other", which on many systems let everybody in.
            LOG.atError().log("/etc/pam.d/{} is gone: nobody is let in by PAM", service);
            return LogonOutcome.denied(
                    Denial.UNAVAILABLE,
                    "The PAM service "
                            + service
                            + " is missing on this machine. Tell the administrator"
                            + " (holdfast pam install).");
        }
        try {
            return transaction.run();
        } catch (PamException | LinkageError broken) {
            LOG.atError().setCause(broken).log("PAM cannot be used");
            return LogonOutcome.denied(Denial.UNAVAILABLE, Failure.AS_TOLD);
        }
    }

    private static void prepare(PamHandle handle, Origin origin) {
        handle.terminal(TERMINAL);
        handle.remoteHost(origin.address().getHostAddress());
    }

    private LogonOutcome accept(
            PamHandle handle,
            PamExchange exchange,
            LogonMethod method,
            Optional<Credentials> proof) {
        int code = handle.accountManagement();
        boolean changed = code == PamCode.NEW_AUTHTOK_REQD && method != LogonMethod.NTLM;
        if (changed) {
            code = handle.changeExpiredToken();
        }
        if (code != PamCode.SUCCESS) {
            return refused(code, exchange, handle);
        }
        Optional<OsUser> user = handle.user().flatMap(osUsers::byName);
        if (user.isEmpty()) {
            return LogonOutcome.denied(Denial.ACCOUNT_RESTRICTION, Failure.NO_SUCH_USER);
        }
        OsUser self = osUsers.self();
        if (!self.isRoot() && user.get().uid() != self.uid()) {
            LOG.atWarn()
                    .addKeyValue("user", user.get().name())
                    .log("Only a server that runs as root can run sessions of other users");
            return LogonOutcome.denied(
                    Denial.ACCOUNT_RESTRICTION,
                    "Your sessions cannot run on this machine. Tell the administrator.");
        }
        return new Granted(
                new CanonicalUser(user.get().name()),
                user.get(),
                method,
                changed ? proof.flatMap(old -> renewed(old, exchange)) : proof,
                exchange.notices());
    }

    /** What was typed last is the new password, repeated. */
    private static Optional<Credentials> renewed(Credentials old, PamExchange exchange) {
        old.close();
        return exchange.lastSecret().map(typed -> new Credentials(old.user(), old.domain(), typed));
    }

    private static Denied wrong(int code, PamExchange exchange, PamHandle handle) {
        Failure failure =
                switch (code) {
                    case PamCode.USER_UNKNOWN -> Failure.NO_SUCH_USER;
                    case PamCode.AUTH_ERR,
                            PamCode.MAXTRIES,
                            PamCode.CRED_INSUFFICIENT,
                            PamCode.CONV_ERR,
                            PamCode.PERM_DENIED ->
                            Failure.WRONG_PASSWORD;
                    default -> Failure.AS_TOLD;
                };
        if (failure == Failure.AS_TOLD) {
            return refused(code, exchange, handle);
        }
        return new Denied(
                Denial.WRONG_NAME_OR_PASSWORD, exchange.words(), Optional.empty(), failure);
    }

    /** PAM's own words, or its word for the code where a module said nothing. */
    private static Denied refused(int code, PamExchange exchange, PamHandle handle) {
        Denial reason =
                switch (code) {
                    case PamCode.ACCT_EXPIRED -> Denial.ACCOUNT_EXPIRED;
                    case PamCode.AUTHTOK_EXPIRED, PamCode.NEW_AUTHTOK_REQD ->
                            Denial.PASSWORD_EXPIRED;
                    case PamCode.PERM_DENIED, PamCode.AUTH_ERR -> Denial.NOT_GRANTED_HERE;
                    case PamCode.USER_UNKNOWN -> Denial.ACCOUNT_RESTRICTION;
                    case PamCode.AUTHTOK_ERR,
                            PamCode.AUTHTOK_RECOVERY_ERR,
                            PamCode.AUTHTOK_LOCK_BUSY,
                            PamCode.AUTHTOK_DISABLE_AGING,
                            PamCode.TRY_AGAIN,
                            PamCode.CONV_ERR ->
                            Denial.PASSWORD_RESTRICTION;
                    default -> Denial.UNAVAILABLE;
                };
        if (reason == Denial.UNAVAILABLE) {
            LOG.atError().addKeyValue("code", code).log("PAM failed: " + handle.describe(code));
        }
        String words = exchange.words().orElseGet(() -> handle.describe(code));
        return new Denied(reason, Optional.of(words), Optional.empty(), Failure.AS_TOLD);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
