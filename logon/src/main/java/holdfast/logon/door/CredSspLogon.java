package holdfast.logon.door;

import holdfast.logon.Denial;
import holdfast.logon.LogonOutcome;
import holdfast.logon.LogonOutcome.Denied;
import holdfast.logon.LogonOutcome.Failure;
import holdfast.logon.LogonOutcome.Granted;
import holdfast.logon.LogonOutcome.MorePrompts;
import holdfast.logon.LogonOutcome.PasswordMustChange;
import holdfast.logon.NetworkLogon;
import holdfast.logon.Origin;
import holdfast.logon.UserName;
import holdfast.logon.credssp.CredSspAcceptor;
import holdfast.logon.credssp.CredSspStep;
import holdfast.logon.door.GuardedDoor.NtlmProof;
import holdfast.protocol.connect.NetworkAuthentication;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Carries out what the CredSSP acceptor wants. Account rules are looked at as soon as the proof is
 * there, since that is where clients still read an error code, and once more at the end.
 */
final class CredSspLogon implements NetworkLogon {
    private final CredSspAcceptor acceptor;
    private final GuardedDoor door;
    private final InstantSource clock;
    private final Origin origin;
    private volatile Optional<LogonOutcome> outcome = Optional.empty();
    private volatile Optional<UserName> claimed = Optional.empty();

    CredSspLogon(CredSspAcceptor acceptor, GuardedDoor door, InstantSource clock, Origin origin) {
        this.acceptor = acceptor;
        this.door = door;
        this.clock = clock;
        this.origin = origin;
    }

    @Override
    public CompletionStage<NetworkAuthentication> received(byte[] tsRequest) {
        var lost = new NetworkAuthentication.Failed(Optional.empty());
        return door.work(() -> carryOut(acceptor.received(tsRequest, clock.instant())), lost, lost);
    }

    @Override
    public Optional<LogonOutcome> outcome() {
        return outcome;
    }

    @Override
    public Optional<UserName> claimed() {
        return claimed;
    }

    private CompletionStage<NetworkAuthentication> carryOut(CredSspStep step) {
        return switch (step) {
            case CredSspStep.Reply(byte[] reply) -> now(new NetworkAuthentication.Continue(reply));
            case CredSspStep.Failed failed -> {
                outcome = Optional.of(LogonOutcome.denied(failed.reason(), failed.record()));
                yield now(new NetworkAuthentication.Failed(failed.tsRequest()));
            }
            case CredSspStep.Prove(var attempt) -> {
                claimed = UserName.of(attempt.userName(), attempt.domainName());
                yield door.prove(attempt, origin)
                        .thenCompose(proof ->
                                switch (proof) {
                                    case NtlmProof.Right(byte[] key) ->
                                            carryOut(acceptor.proven(key));
                                    case NtlmProof.Wrong(var why) -> now(decided(why));
                                });
            }
            case CredSspStep.Authenticated(var identity) -> {
                claimed = Optional.of(identity.name());
                yield door.admit(identity, origin).thenApply(this::decided);
            }
        };
    }

    private NetworkAuthentication decided(LogonOutcome decision) {
        outcome = Optional.of(decision);
        return switch (decision) {
            case Granted _, MorePrompts _ -> new NetworkAuthentication.Done(Optional.empty(), true);
            case PasswordMustChange mustChange -> {
                mustChange.change().abandon();
                yield failed(Denial.PASSWORD_MUST_CHANGE, Failure.AS_TOLD);
            }
            case Denied(var reason, _, _, var record) ->
                    reason == Denial.NOT_GRANTED_HERE
                            ? new NetworkAuthentication.Done(Optional.empty(), false)
                            : failed(reason, record);
        };
    }

    private NetworkAuthentication failed(Denial reason, Failure record) {
        return new NetworkAuthentication.Failed(acceptor.refuse(reason, record).tsRequest());
    }

    private static CompletionStage<NetworkAuthentication> now(NetworkAuthentication answer) {
        return CompletableFuture.completedStage(answer);
    }
}
