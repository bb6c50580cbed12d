package holdfast.logon.credssp;

import holdfast.logon.credssp.Mechanism.Step;
import holdfast.logon.ntlm.NtlmAcceptor;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * SPNEGO's acceptor (RFC 4178 with [MS-SPNG]), itself a mechanism: it finds the first mechanism of
 * the client's list that is offered here, passes its tokens through, and lets nobody tamper with
 * the list. NegoEx and others that are not known are passed over. NTLM may come bare. Not safe for
 * more than one thread.
 */
final class Negotiation implements Mechanism {
    private final Map<Oid, Supplier<Mechanism>> offered;
    private State state = new State.Fresh();

    private sealed interface State {
        record Fresh() implements State {}

        record Bare(Mechanism mechanism) implements State {}

        /**
         * @param announced whether the client was told which mechanism it is
         * @param micDue whether the client must sign its list, since its first choice was not taken
         */
        record Chosen(Mechanism mechanism, Oid oid, byte[] list, boolean announced, boolean micDue)
                implements State {}

        /** Waits for a proof that is being checked. */
        record Proving(Chosen chosen, Optional<byte[]> mic) implements State {}

        /** Everything is there but the client's signature over its list. */
        record AwaitMic(byte[] list, Step.Established established) implements State {}

        record Over() implements State {}
    }

    /**
     * @param offered how to begin each mechanism; either may be missing
     */
    Negotiation(Map<Oid, Supplier<Mechanism>> offered) {
        this.offered = Map.copyOf(offered);
    }

    @Override
    public Step accept(byte[] token, Instant now) throws ProtocolException {
        State before = state;
        state = new State.Over(); // A refused token is the last one.
        return switch (before) {
            case State.Fresh _ -> begin(token, now);
            case State.Bare(Mechanism mechanism) -> {
                state = before;
                yield mechanism.accept(token, now);
            }
            case State.Chosen chosen -> goOn(chosen, response(token), now);
            case State.AwaitMic(byte[] list, Step.Established established) -> {
                byte[] mic = response(token).mechListMic().orElseThrow(() -> notAllowed(token));
                established.seal().checkMechanismList(list, mic);
                yield new Step.Established(
                        Optional.of(complete(Optional.empty(), Optional.empty(), Optional.empty())),
                        established.identity(),
                        established.seal());
            }
            case State.Proving _, State.Over _ -> throw notAllowed(token);
        };
    }

    @Override
    public Step proven(byte[] sessionBaseKey) throws ProtocolException {
        State before = state;
        state = new State.Over();
        return switch (before) {
            case State.Bare(Mechanism mechanism) -> mechanism.proven(sessionBaseKey);
            case State.Proving(State.Chosen chosen, Optional<byte[]> mic) ->
                    finish(chosen, mic, chosen.mechanism().proven(sessionBaseKey));
            default -> throw notAllowed(new byte[0]);
        };
    }

    private Step begin(byte[] token, Instant now) throws ProtocolException {
        if (NtlmAcceptor.isNtlm(token)) {
            Supplier<Mechanism> ntlm = offered.get(Oid.NTLM);
            if (ntlm == null) {
                return new Step.Refused();
            }
            Mechanism mechanism = ntlm.get();
            state = new State.Bare(mechanism);
            return mechanism.accept(token, now);
        }
        if (!(NegToken.decode(token) instanceof NegToken.Init init)) {
            throw notAllowed(token);
        }
        for (Oid oid : init.mechTypes()) {
            Supplier<Mechanism> known = offered.get(oid);
            if (known != null) {
                boolean preferred = oid.equals(init.mechTypes().getFirst());
                var chosen =
                        new State.Chosen(known.get(), oid, init.mechTypeList(), false, !preferred);
                return begin(chosen, preferred ? init.mechToken() : Optional.empty(), now);
            }
        }
        return new Step.Refused();
    }

    private Step begin(State.Chosen chosen, Optional<byte[]> token, Instant now)
            throws ProtocolException {
        if (token.isPresent()) {
            return pass(chosen, token.get(), Optional.empty(), now);
        }
        state = announced(chosen);
        return new Step.Reply(
                new NegToken.Response(
                                OptionalInt.of(
                                        chosen.micDue()
                                                ? NegToken.REQUEST_MIC
                                                : NegToken.ACCEPT_INCOMPLETE),
                                Optional.of(chosen.oid()),
                                Optional.empty(),
                                Optional.empty())
                        .encode());
    }

    private Step goOn(State.Chosen chosen, NegToken.Response response, Instant now)
            throws ProtocolException {
        if (response.negState().orElse(NegToken.ACCEPT_INCOMPLETE) == NegToken.REJECT) {
            return new Step.Refused();
        }
        byte[] token = response.responseToken().orElseThrow(() -> notAllowed(new byte[0]));
        return pass(chosen, token, response.mechListMic(), now);
    }

    private Step pass(State.Chosen chosen, byte[] token, Optional<byte[]> mic, Instant now)
            throws ProtocolException {
        Step step = chosen.mechanism().accept(token, now);
        return switch (step) {
            case Step.Reply(byte[] reply) -> {
                state = announced(chosen);
                yield new Step.Reply(
                        new NegToken.Response(
                                        OptionalInt.of(NegToken.ACCEPT_INCOMPLETE),
                                        announcement(chosen),
                                        Optional.of(reply),
                                        Optional.empty())
                                .encode());
            }
            case Step.Prove prove -> {
                state = new State.Proving(chosen, mic);
                yield prove;
            }
            case Step.Established _, Step.Refused _ -> finish(chosen, mic, step);
        };
    }

    private Step finish(State.Chosen chosen, Optional<byte[]> mic, Step step)
            throws ProtocolException {
        if (!(step instanceof Step.Established established)) {
            return step;
        }
        if (mic.isPresent()) {
            established.seal().checkMechanismList(chosen.list(), mic.get());
        }
        boolean micMissing = chosen.micDue() && mic.isEmpty();
        byte @Nullable [] ours = null;
        if (mic.isPresent() || micMissing) {
            ours = established.seal().signMechanismList(chosen.list());
        }
        if (micMissing) {
            state = new State.AwaitMic(chosen.list(), established);
            return new Step.Reply(
                    new NegToken.Response(
                                    OptionalInt.of(NegToken.ACCEPT_INCOMPLETE),
                                    announcement(chosen),
                                    established.token(),
                                    Optional.ofNullable(ours))
                            .encode());
        }
        return new Step.Established(
                Optional.of(
                        complete(
                                announcement(chosen),
                                established.token(),
                                Optional.ofNullable(ours))),
                established.identity(),
                established.seal());
    }

    private static byte[] complete(
            Optional<Oid> mechanism, Optional<byte[]> token, Optional<byte[]> mic) {
        return new NegToken.Response(
                        OptionalInt.of(NegToken.ACCEPT_COMPLETED), mechanism, token, mic)
                .encode();
    }

    /** Only the first answer names the mechanism. */
    private static Optional<Oid> announcement(State.Chosen chosen) {
        return chosen.announced() ? Optional.empty() : Optional.of(chosen.oid());
    }

    private static State.Chosen announced(State.Chosen chosen) {
        return new State.Chosen(
                chosen.mechanism(), chosen.oid(), chosen.list(), true, chosen.micDue());
    }

    private static NegToken.Response response(byte[] token) throws ProtocolException {
        if (NegToken.decode(token) instanceof NegToken.Response response) {
            return response;
        }
        throw notAllowed(token);
    }

    private static ProtocolException notAllowed(byte[] token) {
        return new DerReader("NegotiationToken", token)
                .refuse(new Reason.NotAllowedHere("NegotiationToken", "negotiation"));
    }
}
