package holdfast.logon.ntlm;

import holdfast.logon.ntlm.NtlmMessage.Authenticate;
import holdfast.logon.ntlm.NtlmMessage.Challenge;
import holdfast.logon.ntlm.NtlmMessage.Negotiate;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The server side of one NTLMv2 logon, [MS-NLMP] 3.2.5: a negotiate message in, a challenge out, an
 * answer in, which somebody who has the password's hash checks. No I/O, no clock. Each challenge is
 * answered once: a second answer, an answer to another challenge, or one made for another server is
 * refused. Not safe for more than one thread.
 */
public final class NtlmAcceptor {
    /** Between 1601, where FILETIME begins, and 1970. */
    private static final long EPOCH_SECONDS = 11_644_473_600L;

    private static final int CHALLENGE_LENGTH = 8;

    /** NTLMv2_CLIENT_CHALLENGE up to its AV pairs: [MS-NLMP] 2.2.2.7. */
    private static final int CLIENT_CHALLENGE_HEADER = 28;

    private static final String ANSWER = "NTLMv2_RESPONSE";

    private final NtlmServerName name;
    private final Optional<byte[]> channelBindings;
    private final RandomGenerator random;
    private State state = new State.AwaitNegotiate();

    private sealed interface State {
        record AwaitNegotiate() implements State {}

        record AwaitAnswer(
                byte[] negotiate, byte[] challenge, byte[] serverChallenge, long timestamp)
                implements State {}

        record AwaitProof(
                byte[] negotiate,
                byte[] challenge,
                byte[] authenticate,
                Authenticate answer,
                boolean micPromised)
                implements State {}

        record Over() implements State {}
    }

    /**
     * @param name what the server calls itself
     * @param channelBindings the MD5 of {@link ChannelBindings}, for clients that name theirs
     * @param random a cryptographically strong source
     */
    public NtlmAcceptor(
            NtlmServerName name, Optional<byte[]> channelBindings, RandomGenerator random) {
        this.name = name;
        this.channelBindings = channelBindings;
        this.random = random;
    }

    /** Whether bytes look like an NTLM message rather than one of SPNEGO. */
    public static boolean isNtlm(byte[] token) {
        return token.length >= NtlmMessage.SIGNATURE.length
                && Arrays.equals(
                        token,
                        0,
                        NtlmMessage.SIGNATURE.length,
                        NtlmMessage.SIGNATURE,
                        0,
                        NtlmMessage.SIGNATURE.length);
    }

    /** Whether the challenge was sent, so that the next token is the answer to it. */
    public boolean challenged() {
        return state instanceof State.AwaitAnswer;
    }

    /** Takes NEGOTIATE_MESSAGE and gives back CHALLENGE_MESSAGE. */
    public byte[] challenge(byte[] negotiate, Instant now) throws ProtocolException {
        if (!(state instanceof State.AwaitNegotiate)) {
            throw notAllowed("NEGOTIATE_MESSAGE", negotiate);
        }
        var asked = Negotiate.decode(negotiate);
        if (!NtlmFlags.has(asked.flags(), NtlmFlags.UNICODE)) {
            throw new WireReader("NEGOTIATE_MESSAGE", negotiate)
                    .refuse(0, new Reason.Unknown("NegotiateFlags", asked.flags() & 0xFFFF_FFFFL));
        }
        byte[] serverChallenge = new byte[CHALLENGE_LENGTH];
        random.nextBytes(serverChallenge);
        long timestamp = (now.getEpochSecond() + EPOCH_SECONDS) * 10_000_000L + now.getNano() / 100;
        var info =
                new AvPairs(
                        name.nbName(),
                        name.nbName(),
                        name.dnsName(),
                        name.dnsDomain(),
                        OptionalLong.of(timestamp),
                        OptionalInt.empty(),
                        Optional.empty());
        byte[] challenge =
                new Challenge(
                                NtlmFlags.ANSWERED | (asked.flags() & NtlmFlags.OFFERED),
                                serverChallenge,
                                name.nbName(),
                                info.encode())
                        .encode();
        state = new State.AwaitAnswer(negotiate, challenge, serverChallenge, timestamp);
        return challenge;
    }

    /**
     * Takes AUTHENTICATE_MESSAGE and gives back what has to be checked. NTLMv1, LM and anonymous
     * answers are refused here, and answers made for another channel or another server.
     */
    public NtlmAttempt answered(byte[] authenticate) throws ProtocolException {
        if (!(state instanceof State.AwaitAnswer asked)) {
            throw notAllowed("AUTHENTICATE_MESSAGE", authenticate);
        }
        state = new State.Over();
        var answer = Authenticate.decode(authenticate);
        var whole = new WireReader("AUTHENTICATE_MESSAGE", authenticate);
        if (!NtlmFlags.has(answer.flags(), NtlmFlags.REQUIRED)
                || (answer.flags() & NtlmFlags.ANONYMOUS) != 0) {
            throw whole.refuse(
                    0, new Reason.Unknown("NegotiateFlags", answer.flags() & 0xFFFF_FFFFL));
        }
        if (NtlmFlags.has(answer.flags(), NtlmFlags.KEY_EXCHANGE)
                && answer.encryptedRandomSessionKey().length != 16) {
            throw whole.refuse(
                    0,
                    new Reason.OutOfRange(
                            "EncryptedRandomSessionKeyLen",
                            answer.encryptedRandomSessionKey().length,
                            16,
                            16));
        }
        byte[] response = answer.ntChallengeResponse();
        AvPairs repeated = clientChallenge(response);
        if (repeated.timestamp().isPresent()
                && repeated.timestamp().getAsLong() != asked.timestamp()) {
            throw whole.refuse(0, new Reason.Forged("MsvAvTimestamp"));
        }
        if (!repeated.nbComputerName().isEmpty()
                && !repeated.nbComputerName().equals(name.nbName())) {
            throw whole.refuse(0, new Reason.Forged("MsvAvNbComputerName"));
        }
        checkChannelBindings(whole, repeated);
        boolean micPromised = (repeated.flags().orElse(0) & AvPairs.FLAG_MIC) != 0;
        if (micPromised && answer.mic().isEmpty()) {
            throw whole.refuse(0, new Reason.Forged("MIC"));
        }
        state =
                new State.AwaitProof(
                        asked.negotiate(), asked.challenge(), authenticate, answer, micPromised);
        return new NtlmAttempt(
                answer.userName(), answer.domainName(), asked.serverChallenge(), response);
    }

    /**
     * The attempt was right.
     *
     * @param sessionBaseKey from {@link NtlmAttempt#provenBy}
     */
    public NtlmSession proven(byte[] sessionBaseKey) throws ProtocolException {
        if (!(state instanceof State.AwaitProof answered)) {
            throw notAllowed("proof", new byte[0]);
        }
        state = new State.Over();
        var answer = answered.answer();
        boolean keyExchange = NtlmFlags.has(answer.flags(), NtlmFlags.KEY_EXCHANGE);
        byte[] exported =
                keyExchange
                        ? NtlmCrypto.rc4k(sessionBaseKey, answer.encryptedRandomSessionKey())
                        : sessionBaseKey;
        if (answered.micPromised()) {
            byte[] zeroed = answered.authenticate().clone();
            Arrays.fill(
                    zeroed,
                    Authenticate.MIC_OFFSET,
                    Authenticate.MIC_OFFSET + Authenticate.MIC_LENGTH,
                    (byte) 0);
            byte[] mic =
                    NtlmCrypto.hmacMd5(
                            exported, answered.negotiate(), answered.challenge(), zeroed);
            if (!MessageDigest.isEqual(mic, answer.mic().orElseThrow())) {
                throw new WireReader("AUTHENTICATE_MESSAGE", zeroed)
                        .refuse(0, new Reason.Forged("MIC"));
            }
        }
        return NtlmSession.ofServer(exported, keyExchange);
    }

    private static AvPairs clientChallenge(byte[] response) throws ProtocolException {
        var in = new WireReader(ANSWER, response);
        // 24 bytes are NTLMv1's, none are an anonymous logon's.
        if (response.length < NtlmAttempt.PROOF_LENGTH + CLIENT_CHALLENGE_HEADER) {
            throw in.refuse(
                    0,
                    new Reason.Truncated(
                            ANSWER,
                            NtlmAttempt.PROOF_LENGTH + CLIENT_CHALLENGE_HEADER,
                            response.length));
        }
        in.skip("NTProofStr", NtlmAttempt.PROOF_LENGTH);
        in.u8("RespType", 1, 1);
        in.u8("HiRespType", 1, 1);
        in.skip("ChallengeFromClient", CLIENT_CHALLENGE_HEADER - 2);
        return AvPairs.decode(in);
    }

    private void checkChannelBindings(WireReader whole, AvPairs repeated) throws ProtocolException {
        byte @Nullable [] theirs = repeated.channelBindings().orElse(null);
        if (theirs == null || channelBindings.isEmpty()) {
            return;
        }
        boolean unnamed = Arrays.equals(theirs, new byte[theirs.length]);
        if (!unnamed && !MessageDigest.isEqual(theirs, channelBindings.get())) {
            throw whole.refuse(0, new Reason.Forged("MsvAvChannelBindings"));
        }
    }

    private ProtocolException notAllowed(String message, byte[] bytes) {
        return new WireReader(message, bytes)
                .refuse(0, new Reason.NotAllowedHere(message, state.getClass().getSimpleName()));
    }
}
