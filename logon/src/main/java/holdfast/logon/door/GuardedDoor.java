package holdfast.logon.door;

import holdfast.logon.Credentials;
import holdfast.logon.Denial;
import holdfast.logon.LogonDoor;
import holdfast.logon.LogonMethod;
import holdfast.logon.LogonOutcome;
import holdfast.logon.LogonOutcome.Denied;
import holdfast.logon.LogonOutcome.Failure;
import holdfast.logon.LogonOutcome.Granted;
import holdfast.logon.LogonOutcome.MorePrompts;
import holdfast.logon.LogonOutcome.PasswordMustChange;
import holdfast.logon.NetworkIdentity;
import holdfast.logon.NetworkLogon;
import holdfast.logon.Origin;
import holdfast.logon.UserName;
import holdfast.logon.accounts.LocalAccounts;
import holdfast.logon.credssp.CredSspService;
import holdfast.logon.ntlm.NtlmAttempt;
import holdfast.logon.pam.PamLogons;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door as it stands in the server. */
public final class GuardedDoor implements LogonDoor {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedDoor.class);

    private final List<Authenticator> authenticators;
    private final NtlmProver prover;
    private final Function<String, CredSspService> networkLogons;
    private final LogonThrottle throttle;
    private final Crowd crowd;
    private final InstantSource clock;
    private final EvenTiming timing;
    private final ThreadPoolExecutor workers;
    private final Runnable closing;

    /** A door with these people behind it. */
    public static GuardedDoor of(BackEnds backEnds, DoorOptions options, InstantSource clock) {
        var workers = workers(options);
        var authenticators = new ArrayList<Authenticator>();
        authenticators.add(new LocalAuthenticator(backEnds.accounts(), workers));
        backEnds.pam()
                .ifPresent(pam ->
                        authenticators.add(new PamAuthenticator(pam, backEnds.enrolments())));
        return new GuardedDoor(
                List.copyOf(authenticators),
                new NtlmProver(backEnds.winbind()),
                backEnds.networkLogons(),
                options,
                clock,
                workers,
                () -> backEnds.pam().ifPresent(PamLogons::close));
    }

    /** A door for Holdfast's own accounts, by password alone. */
    public static GuardedDoor of(LocalAccounts accounts, DoorOptions options, InstantSource clock) {
        return of(BackEnds.of(accounts), options, clock);
    }

    private GuardedDoor(
            List<Authenticator> authenticators,
            NtlmProver prover,
            Function<String, CredSspService> networkLogons,
            DoorOptions options,
            InstantSource clock,
            ThreadPoolExecutor workers,
            Runnable closing) {
        this.closing = closing;
        this.authenticators = authenticators;
        this.prover = prover;
        this.networkLogons = networkLogons;
        this.throttle = new LogonThrottle(options.remembered(), options.throttle());
        this.crowd = new Crowd(throttle, clock);
        this.clock = clock;
        this.timing = new EvenTiming(options.refusalStep(), System::nanoTime);
        this.workers = workers;
    }

    static ThreadPoolExecutor workers(DoorOptions options) {
        // Platform threads: hashing is all work, and the name service may hold a carrier.
        return new ThreadPoolExecutor(
                options.workers(),
                options.workers(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(options.waiting()),
                Thread.ofPlatform().name("logon-", 1).daemon().factory());
    }

    @Override
    public CompletionStage<LogonOutcome> logon(Credentials credentials, Origin origin) {
        var name = UserName.of(credentials.user(), credentials.domain());
        boolean malformed =
                name.isEmpty() || credentials.password().length > Credentials.MAX_PASSWORD;
        String account = name.map(UserName::foldedAccount).orElse("");
        return guarded(
                        account,
                        origin,
                        () ->
                                malformed
                                        ? refused(Failure.MALFORMED)
                                        : owner(name.get()).logon(name.get(), credentials, origin))
                .whenComplete((_, _) -> credentials.close());
    }

    @Override
    public Optional<NetworkLogon> networkLogon(X509Certificate certificate, Origin origin) {
        var service = networkLogons.apply(origin.connection());
        return service.offered()
                ? Optional.of(new CredSspLogon(service.begin(certificate), this, clock, origin))
                : Optional.empty();
    }

    /**
     * Checks an NTLM proof and the rules of the account it is for.
     *
     * @return the session base key, or why not
     */
    CompletionStage<NtlmProof> prove(NtlmAttempt attempt, Origin origin) {
        UserName name = UserName.of(attempt.userName(), attempt.domainName()).orElseThrow();
        long began = timing.now();
        if (throttle.begin(origin.address(), name.foldedAccount(), clock.instant())
                instanceof LogonThrottle.Verdict.Wait(Duration time)) {
            return CompletableFuture.completedStage(new NtlmProof.Wrong(throttled(time)));
        }
        var settled = new Attempt(throttle, clock, timing, origin.address(), name.foldedAccount());
        Authenticator owner = owner(name);
        Optional<byte[]> key = prover.prove(owner, name, attempt);
        if (key.isEmpty()) {
            var wrong =
                    LogonOutcome.denied(
                            Denial.WRONG_NAME_OR_PASSWORD,
                            owner.owns(name) ? Failure.WRONG_PASSWORD : Failure.NO_SUCH_USER);
            return settled.settle(wrong, began).thenApply(NtlmProof.Wrong::new);
        }
        // Not a success before the channel is bound and the door has opened.
        throttle.withdrawn(origin.address(), name.foldedAccount());
        return owner.rules(name, LogonMethod.NTLM, origin)
                .thenApply(rules -> afterProof(key.get(), rules));
    }

    private static NtlmProof afterProof(byte[] key, LogonOutcome rules) {
        return switch (rules) {
            case Granted _ -> new NtlmProof.Right(key);
            case MorePrompts(_, var conversation) -> {
                conversation.abandon();
                yield new NtlmProof.Right(key);
            }
            case Denied denied when denied.reason() == Denial.NOT_GRANTED_HERE ->
                    // Told at the end, by the early user authorization result or the logon screen:
                    // in the middle of the exchange there is no word for it.
                    new NtlmProof.Right(key);
            case Denied _, PasswordMustChange _ -> new NtlmProof.Wrong(rules);
        };
    }

    /** What became of an NTLM proof. */
    sealed interface NtlmProof {
        record Right(byte[] sessionBaseKey) implements NtlmProof {}

        record Wrong(LogonOutcome outcome) implements NtlmProof {}
    }

    /** Runs a step of somebody's on a worker. */
    <T> CompletionStage<T> work(Supplier<CompletionStage<T>> step, T whenBusy, T whenBroken) {
        try {
            return CompletableFuture.supplyAsync(step, workers)
                    .thenCompose(Function.identity())
                    .exceptionally(broken -> {
                        LOG.atError().setCause(broken).log("Logon broke");
                        return whenBroken;
                    });
        } catch (RejectedExecutionException _) {
            return CompletableFuture.completedStage(whenBusy);
        }
    }

    @Override
    public CompletionStage<LogonOutcome> admit(NetworkIdentity identity, Origin origin) {
        var delegated = identity.delegated();
        var named = UserName.of(delegated.user(), delegated.domain());
        if (identity.method() == LogonMethod.NTLM
                && named.isPresent()
                && !named.get().foldedAccount().equals(identity.name().foldedAccount())) {
            return logon(delegated, origin);
        }
        Authenticator owner = owner(identity.name());
        String account = identity.name().foldedAccount();
        CompletionStage<LogonOutcome> decision =
                owner.checksDelegated(identity.method())
                        ? guarded(account, origin, () -> owner.admit(identity, origin))
                        : run(() -> owner.admit(identity, origin))
                                .whenComplete((outcome, _) -> {
                                    if (outcome instanceof Granted) {
                                        throttle.succeeded(
                                                origin.address(), account, clock.instant());
                                    }
                                });
        return decision.whenComplete((_, _) -> delegated.close());
    }

    /** Whoever decides about the name; the last one also about names that nobody has. */
    private Authenticator owner(UserName name) {
        return authenticators.stream()
                .filter(one -> one.owns(name))
                .findFirst()
                .orElseGet(authenticators::getLast);
    }

    private CompletionStage<LogonOutcome> guarded(
            String account, Origin origin, Supplier<CompletionStage<LogonOutcome>> decision) {
        return crowd.begin(origin.address(), account)
                .thenCompose(wait ->
                        wait.isPresent()
                                ? CompletableFuture.completedStage(throttled(wait.get()))
                                : decide(account, origin, decision));
    }

    private CompletionStage<LogonOutcome> decide(
            String account, Origin origin, Supplier<CompletionStage<LogonOutcome>> decision) {
        long began = timing.now();
        var attempt = new Attempt(throttle, clock, timing, origin.address(), account);
        return run(decision)
                .thenCompose(outcome -> attempt.settle(outcome, began))
                .whenComplete((_, _) -> crowd.decided(origin.address()));
    }

    private CompletionStage<LogonOutcome> run(Supplier<CompletionStage<LogonOutcome>> decision) {
        return work(
                decision,
                LogonOutcome.denied(
                        Denial.BUSY, "Too many people are logging on. Try again in a moment."),
                LogonOutcome.denied(Denial.UNAVAILABLE, Failure.AS_TOLD));
    }

    private static Denied throttled(Duration time) {
        return new Denied(Denial.THROTTLED, Optional.empty(), Optional.of(time), Failure.AS_TOLD);
    }

    private static CompletionStage<LogonOutcome> refused(Failure record) {
        return CompletableFuture.completedStage(
                LogonOutcome.denied(Denial.WRONG_NAME_OR_PASSWORD, record));
    }

    @Override
    public void close() {
        workers.shutdownNow();
        closing.run();
    }
}
