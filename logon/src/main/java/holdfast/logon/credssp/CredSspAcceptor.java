package holdfast.logon.credssp;

import holdfast.logon.Denial;
import holdfast.logon.LogonOutcome.Failure;
import holdfast.logon.NetworkIdentity;
import holdfast.logon.credssp.Mechanism.Identity;
import holdfast.logon.credssp.Mechanism.Seal;
import holdfast.logon.credssp.Mechanism.Step;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The server side of CredSSP for one connection, [MS-CSSP] 3.1.5, versions 2 to 6. Takes TSRequests
 * and gives back what to do; whatever a client sends ends in a step, never in an exception. No I/O
 * and no clock, except that a Kerberos ticket is checked where it arrives. Not safe for more than
 * one thread.
 *
 * <pre>
 *   Negotiating ──token──▶ Negotiating ──NTLM answer──▶ Proving ─┐
 *        │                                                       │ proven
 *        └──────────────Kerberos ticket──────────▶ AwaitBinding ◀┘
 *                                                       │ pubKeyAuth
 *                                  Over ◀──authInfo── AwaitCredentials
 * </pre>
 */
public final class CredSspAcceptor {
    private static final int OLDEST = 2;
    private static final int NEWEST = 6;

    private final Negotiation negotiation;
    private final PublicKeyBinding binding;
    private State state = new State.Negotiating();
    private int clientVersion;
    private Optional<byte[]> nonce = Optional.empty();

    private sealed interface State {
        record Negotiating() implements State {}

        record Proving(Optional<byte[]> pubKeyAuth) implements State {}

        record AwaitBinding(Identity identity, Seal seal) implements State {}

        record AwaitCredentials(Identity identity, Seal seal) implements State {}

        record Over() implements State {}
    }

    private CredSspAcceptor(Negotiation negotiation, PublicKeyBinding binding) {
        this.negotiation = negotiation;
        this.binding = binding;
    }

    static CredSspAcceptor of(Map<Oid, Supplier<Mechanism>> mechanisms, PublicKeyBinding binding) {
        return new CredSspAcceptor(new Negotiation(mechanisms), binding);
    }

    /** Takes one TSRequest as it came through TLS. */
    public CredSspStep received(byte[] tsRequest, Instant now) {
        try {
            var request = TsRequest.decode(tsRequest);
            checkVersion(request.version(), tsRequest);
            if (request.clientNonce().isPresent()) {
                nonce = request.clientNonce();
            }
            return switch (state) {
                case State.Negotiating _ -> negotiate(request, now);
                case State.AwaitBinding(Identity identity, Seal seal) ->
                        bind(Optional.empty(), identity, seal, part(request.pubKeyAuth()));
                case State.AwaitCredentials(Identity identity, Seal seal) ->
                        credentials(identity, seal.unseal(part(request.authInfo())));
                case State.Proving _, State.Over _ -> throw notAllowed();
            };
        } catch (ProtocolException malformed) {
            return refused(malformed);
        }
    }

    /**
     * The attempt of {@link CredSspStep.Prove} was right.
     *
     * @param sessionBaseKey from {@link holdfast.logon.ntlm.NtlmAttempt#provenBy}
     */
    public CredSspStep proven(byte[] sessionBaseKey) {
        try {
            if (!(state instanceof State.Proving(Optional<byte[]> pubKeyAuth))) {
                throw notAllowed();
            }
            return mechanism(negotiation.proven(sessionBaseKey), pubKeyAuth);
        } catch (ProtocolException forged) {
            return refused(forged);
        }
    }

    /** Ends it, telling the client why as far as its version allows: [MS-CSSP] 2.2.1 errorCode. */
    public CredSspStep.Failed refuse(Denial reason, Failure record) {
        state = new State.Over();
        boolean told = clientVersion >= 3 && clientVersion != 5;
        Optional<byte[]> answer =
                told
                        ? Optional.of(
                                new TsRequest(
                                                NEWEST,
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                OptionalInt.of(reason.ntStatus()),
                                                Optional.empty())
                                        .encode())
                        : Optional.empty();
        return new CredSspStep.Failed(answer, reason, record);
    }

    private CredSspStep.Failed refused(ProtocolException malformed) {
        boolean forged = malformed.reason() instanceof Reason.Forged;
        return refuse(
                Denial.WRONG_NAME_OR_PASSWORD, forged ? Failure.FORGED_PROOF : Failure.MALFORMED);
    }

    private void checkVersion(int version, byte[] message) throws ProtocolException {
        var in = new DerReader("TSRequest", message);
        if (version < OLDEST) {
            throw in.refuse(new Reason.OutOfRange("version", version, OLDEST, Integer.MAX_VALUE));
        }
        if (clientVersion != 0 && clientVersion != version) {
            throw in.refuse(new Reason.Forged("version")); // Somebody is playing with downgrades.
        }
        clientVersion = version;
    }

    private CredSspStep negotiate(TsRequest request, Instant now) throws ProtocolException {
        Step step = negotiation.accept(part(request.negoToken()), now);
        return mechanism(step, request.pubKeyAuth());
    }

    private CredSspStep mechanism(Step step, Optional<byte[]> pubKeyAuth) throws ProtocolException {
        return switch (step) {
            case Step.Reply(byte[] token) ->
                    new CredSspStep.Reply(reply(Optional.of(token), Optional.empty()));
            case Step.Prove(var attempt) -> {
                state = new State.Proving(pubKeyAuth);
                yield new CredSspStep.Prove(attempt);
            }
            case Step.Refused() -> refuse(Denial.WRONG_NAME_OR_PASSWORD, Failure.AS_TOLD);
            case Step.Established(var token, Identity identity, Seal seal) -> {
                if (pubKeyAuth.isPresent()) {
                    yield bind(token, identity, seal, pubKeyAuth.get());
                }
                state = new State.AwaitBinding(identity, seal);
                yield new CredSspStep.Reply(
                        token.isPresent() ? reply(token, Optional.empty()) : new byte[0]);
            }
        };
    }

    private CredSspStep bind(
            Optional<byte[]> token, Identity identity, Seal seal, byte[] pubKeyAuth)
            throws ProtocolException {
        binding.check(seal.unseal(pubKeyAuth), clientVersion, nonce);
        byte[] ours = seal.seal(binding.ofServer(clientVersion, nonce));
        state = new State.AwaitCredentials(identity, seal);
        return new CredSspStep.Reply(reply(token, Optional.of(ours)));
    }

    private CredSspStep credentials(Identity identity, byte[] unsealed) throws ProtocolException {
        state = new State.Over();
        try {
            return switch (TsCredentials.decode(unsealed)) {
                case TsCredentials.Unsupported _ ->
                        refuse(Denial.UNSUPPORTED_CREDENTIALS, Failure.AS_TOLD);
                case TsCredentials.Password(var delegated) -> {
                    if (delegated.user().isEmpty() && delegated.password().length == 0) {
                        // Restricted Admin, which was not offered: [MS-CSSP] 2.2.1.2.1.
                        yield refuse(Denial.UNSUPPORTED_CREDENTIALS, Failure.AS_TOLD);
                    }
                    yield new CredSspStep.Authenticated(
                            new NetworkIdentity(identity.name(), identity.method(), delegated));
                }
            };
        } finally {
            Arrays.fill(unsealed, (byte) 0);
        }
    }

    private static byte[] reply(Optional<byte[]> token, Optional<byte[]> pubKeyAuth) {
        return new TsRequest(
                        NEWEST,
                        token,
                        Optional.empty(),
                        pubKeyAuth,
                        OptionalInt.empty(),
                        Optional.empty())
                .encode();
    }

    private byte[] part(Optional<byte[]> wanted) throws ProtocolException {
        return wanted.orElseThrow(this::notAllowed);
    }

    private ProtocolException notAllowed() {
        return new DerReader("TSRequest", new byte[0])
                .refuse(new Reason.NotAllowedHere("TSRequest", state.getClass().getSimpleName()));
    }
}
