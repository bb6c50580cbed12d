package holdfast.logon.door;

import holdfast.logon.Credentials;
import holdfast.logon.Denial;
import holdfast.logon.LogonDoor;
import holdfast.logon.LogonOutcome;
import holdfast.logon.LogonOutcome.Denied;
import holdfast.logon.LogonOutcome.Failure;
import holdfast.logon.NetworkIdentity;
import holdfast.logon.Origin;
import holdfast.logon.UserName;
import holdfast.logon.accounts.LocalAccounts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door as it stands in the server. */
public final class GuardedDoor implements LogonDoor {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedDoor.class);

    private final List<Authenticator> authenticators;
    private final LogonThrottle throttle;
    private final InstantSource clock;
    private final EvenTiming timing;
    private final ThreadPoolExecutor workers;

    /** A door for Holdfast's own accounts alone. */
    public static GuardedDoor of(LocalAccounts accounts, DoorOptions options, InstantSource clock) {
        var workers = workers(options);
        return new GuardedDoor(
                List.of(new LocalAuthenticator(accounts, workers)), options, clock, workers);
    }

    GuardedDoor(
            List<Authenticator> authenticators,
            DoorOptions options,
            InstantSource clock,
            ThreadPoolExecutor workers) {
        this.authenticators = authenticators;
        this.throttle = new LogonThrottle(options.remembered());
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
    public CompletionStage<LogonOutcome> admit(NetworkIdentity identity, Origin origin) {
        var delegated = identity.delegated();
        var named = UserName.of(delegated.user(), delegated.domain());
        if (named.isPresent()
                && !named.get().foldedAccount().equals(identity.name().foldedAccount())) {
            return logon(delegated, origin);
        }
        return run(() -> owner(identity.name()).admit(identity, origin))
                .whenComplete((_, _) -> delegated.close());
    }

    /** Whoever decides about the name; the last one also about names that nobody has. */
    private Authenticator owner(UserName name) {
        return authenticators.stream()
                .filter(one -> one.owns(name))
                .findFirst()
                .orElseGet(authenticators::getLast);
    }

    private CompletionStage<LogonOutcome> guarded(
            String account, Origin origin, Decision decision) {
        long began = timing.now();
        switch (throttle.begin(origin.address(), account, clock.instant())) {
            case LogonThrottle.Verdict.Wait(Duration time) -> {
                return CompletableFuture.completedStage(throttled(time));
            }
            case LogonThrottle.Verdict.Go() -> {}
        }
        var attempt = new Attempt(throttle, clock, timing, workers, origin.address(), account);
        return run(decision).thenCompose(outcome -> attempt.settle(outcome, began));
    }

    @FunctionalInterface
    private interface Decision {
        CompletionStage<LogonOutcome> decide();
    }

    private CompletionStage<LogonOutcome> run(Decision decision) {
        try {
            return CompletableFuture.supplyAsync(decision::decide, workers)
                    .thenCompose(Function.identity())
                    .exceptionally(broken -> {
                        LOG.atError().setCause(broken).log("Logon broke");
                        return LogonOutcome.denied(Denial.UNAVAILABLE, Failure.AS_TOLD);
                    });
        } catch (RejectedExecutionException _) {
            return CompletableFuture.completedStage(
                    LogonOutcome.denied(
                            Denial.UNAVAILABLE,
                            "Too many people are logging on. Try again in a moment."));
        }
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
    }
}
