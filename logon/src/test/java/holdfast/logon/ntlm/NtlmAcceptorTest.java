package holdfast.logon.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class NtlmAcceptorTest {
    private static final NtlmServerName NAME = NtlmServerName.of("host.example.org");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final byte[] BINDINGS = NtlmCrypto.md5(new byte[] {1});
    private static final byte[] NT_HASH = NtHash.of("secret".toCharArray());

    private final NtlmAcceptor acceptor = acceptor();
    private final NtlmTestClient client = new NtlmTestClient("alice", "OFFICE", "secret");

    private static NtlmAcceptor acceptor() {
        return new NtlmAcceptor(NAME, Optional.of(BINDINGS), new SecureRandom());
    }

    private NtlmAttempt attempt() throws Exception {
        return acceptor.answered(client.authenticate(acceptor.challenge(client.negotiate(), NOON)));
    }

    private static Reason refusal(Callable<?> action) {
        return catchThrowableOfType(ProtocolException.class, action::call).reason();
    }

    @Test
    void bothSidesEndWithTheSameKeys() throws Exception {
        var session = acceptor.proven(attempt().provenBy(NT_HASH).orElseThrow());
        var peer = client.session();
        for (int i = 0; i < 3; i++) {
            byte[] message = {1, 2, 3, (byte) i};
            assertThat(session.unseal(peer.seal(message))).isEqualTo(message);
            assertThat(peer.unseal(session.seal(message))).isEqualTo(message);
        }
    }

    @Test
    void aWrongPasswordProvesNothing() throws Exception {
        assertThat(attempt().provenBy(NtHash.of("other".toCharArray()))).isEmpty();
    }

    @Test
    void theNameIsHashedInCapitalsOfOneLetterEach() throws Exception {
        var straße = new NtlmTestClient("stra\u00DFe", "", "secret");
        byte[] challenge = acceptor.challenge(straße.negotiate(), NOON);
        var attempt = acceptor.answered(straße.authenticate(challenge));
        assertThat(attempt.userName()).isEqualTo("stra\u00DFe");
        assertThat(attempt.provenBy(NT_HASH)).as("our client says STRASSE here").isEmpty();
    }

    @Test
    void aChangedMessageIsNoticedByItsMic() throws Exception {
        client.spoilMic = true;
        byte[] key = attempt().provenBy(NT_HASH).orElseThrow();
        assertThat(refusal(() -> acceptor.proven(key))).isEqualTo(new Reason.Forged("MIC"));
    }

    @Test
    void aClientWithoutMicIsAccepted() throws Exception {
        client.mic = false;
        assertThat(acceptor.proven(attempt().provenBy(NT_HASH).orElseThrow())).isNotNull();
    }

    @Test
    void theChannelMustBeTheOneTheClientSees() throws Exception {
        client.channelBindings = Optional.of(BINDINGS.clone());
        assertThat(attempt().provenBy(NT_HASH)).isPresent();
    }

    @Test
    void anotherChannelIsARelay() {
        client.channelBindings = Optional.of(NtlmCrypto.md5(new byte[] {2}));
        assertThat(refusal(this::attempt)).isEqualTo(new Reason.Forged("MsvAvChannelBindings"));
    }

    @Test
    void bindingsOfZerosMeanNone() throws Exception {
        client.channelBindings = Optional.of(new byte[16]);
        assertThat(attempt().provenBy(NT_HASH)).isPresent();
    }

    @Test
    void anAnswerToAnotherChallengeProvesNothing() throws Exception {
        byte[] recorded = client.authenticate(acceptor.challenge(client.negotiate(), NOON));
        var later = acceptor();
        later.challenge(client.negotiate(), NOON);
        assertThat(later.answered(recorded).provenBy(NT_HASH)).isEmpty();
        var muchLater = acceptor();
        muchLater.challenge(client.negotiate(), NOON.plusSeconds(1));
        assertThat(refusal(() -> muchLater.answered(recorded)))
                .isEqualTo(new Reason.Forged("MsvAvTimestamp"));
    }

    @Test
    void anAnswerMeantForAnotherServerIsRefused() {
        client.computerNameInstead = Optional.of("OTHER");
        assertThat(refusal(this::attempt)).isEqualTo(new Reason.Forged("MsvAvNbComputerName"));
    }

    @Test
    void aTimeThatIsNotTheChallengesIsRefused() {
        client.timestampInstead = OptionalLong.of(1);
        assertThat(refusal(this::attempt)).isEqualTo(new Reason.Forged("MsvAvTimestamp"));
    }

    @Test
    void ourOwnChallengeComesBackAsNothing() throws Exception {
        byte[] challenge = acceptor.challenge(client.negotiate(), NOON);
        assertThat(refusal(() -> acceptor.answered(challenge)))
                .isEqualTo(new Reason.Unknown("MessageType", 2));
    }

    @Test
    void aChallengeIsAnsweredOnce() throws Exception {
        byte[] answer = client.authenticate(acceptor.challenge(client.negotiate(), NOON));
        acceptor.answered(answer);
        assertThat(refusal(() -> acceptor.answered(answer)))
                .isInstanceOf(Reason.NotAllowedHere.class);
        assertThat(refusal(() -> acceptor.challenge(client.negotiate(), NOON)))
                .isInstanceOf(Reason.NotAllowedHere.class);
    }

    @Test
    void version1IsRefused() {
        client.responseInstead = new byte[24];
        assertThat(refusal(this::attempt)).isInstanceOf(Reason.Truncated.class);
    }

    @Test
    void anonymousIsRefused() {
        client.flags |= NtlmFlags.ANONYMOUS;
        assertThat(refusal(this::attempt)).isInstanceOf(Reason.Unknown.class);
        var empty = new NtlmTestClient("", "", "");
        empty.responseInstead = new byte[0];
        var other = acceptor();
        assertThat(
                        refusal(() ->
                                other.answered(
                                        empty.authenticate(
                                                other.challenge(empty.negotiate(), NOON)))))
                .isInstanceOf(Reason.Truncated.class);
    }

    @Test
    void lessThan128BitsOfSealingIsRefused() {
        client.flags &= ~NtlmFlags.BITS_128;
        assertThat(refusal(this::attempt)).isInstanceOf(Reason.Unknown.class);
    }

    @Test
    void sealedMessagesCannotBeRepeatedChangedOrTurnedAround() throws Exception {
        var session = acceptor.proven(attempt().provenBy(NT_HASH).orElseThrow());
        var peer = client.session();
        byte[] sealed = peer.seal(new byte[] {1, 2, 3});
        session.unseal(sealed);
        assertThat(refusal(() -> session.unseal(sealed))).isEqualTo(new Reason.Forged("Signature"));

        byte[] ours = client.session().seal(new byte[] {1, 2, 3});
        var fresh = client.session();
        assertThat(refusal(() -> fresh.unseal(ours))).isEqualTo(new Reason.Forged("Signature"));
    }
}
