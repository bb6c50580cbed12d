package holdfast.logon.credssp;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.logon.Denial;
import holdfast.logon.LogonMethod;
import holdfast.logon.LogonOutcome.Failure;
import holdfast.logon.UserName;
import holdfast.logon.ntlm.NtHash;
import holdfast.logon.ntlm.NtlmAcceptor;
import holdfast.logon.ntlm.NtlmServerName;
import holdfast.logon.ntlm.NtlmTestClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredSspAcceptorTest {
    private static final byte[] PUBLIC_KEY = {0x30, 0x03, 0x02, 0x01, 0x05};
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Oid NEGOEX = new Oid("2b06010401823702021e");
    private static final byte[] CREDENTIALS =
            TsCredentials.encodePassword("alice", "OFFICE", "s\u00EBcret".toCharArray());

    private final CredSspAcceptor acceptor = acceptor();

    private static CredSspAcceptor acceptor() {
        return CredSspAcceptor.of(
                Map.of(
                        Oid.NTLM,
                        () ->
                                new NtlmMechanism(
                                        new NtlmAcceptor(
                                                NtlmServerName.of("host"),
                                                Optional.empty(),
                                                new SecureRandom()))),
                PublicKeyBinding.of(PUBLIC_KEY));
    }

    private static CredSspTestClient client(int version) {
        return new CredSspTestClient(
                version, new NtlmTestClient("alice", "OFFICE", "s\u00EBcret"), PUBLIC_KEY);
    }

    private byte[] reply(byte[] request) {
        return ((CredSspStep.Reply) acceptor.received(request, NOON)).tsRequest();
    }

    /** Hands in an answer to the challenge and has it checked. */
    private CredSspStep checked(byte[] answer) {
        var prove = (CredSspStep.Prove) acceptor.received(answer, NOON);
        byte[] hash = NtHash.of("s\u00EBcret".toCharArray());
        return acceptor.proven(prove.attempt().provenBy(hash).orElseThrow());
    }

    private static int errorCode(CredSspStep step) throws Exception {
        var failed = (CredSspStep.Failed) step;
        return TsRequest.decode(failed.tsRequest().orElseThrow()).errorCode().orElseThrow();
    }

    private void comesIn(CredSspTestClient client, byte[] challenge) throws Exception {
        var bound = (CredSspStep.Reply) checked(client.answer(challenge));
        var last = acceptor.received(client.delegate(bound.tsRequest(), CREDENTIALS), NOON);
        var identity = ((CredSspStep.Authenticated) last).identity();
        assertThat(identity.name()).isEqualTo(new UserName("alice", "OFFICE"));
        assertThat(identity.method()).isEqualTo(LogonMethod.NTLM);
        assertThat(identity.delegated().user()).isEqualTo("alice");
        assertThat(identity.delegated().domain()).isEqualTo("OFFICE");
        assertThat(identity.delegated().password()).containsExactly("s\u00EBcret".toCharArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7})
    void everyVersionComesInWithNtlmBare(int version) throws Exception {
        var client = client(version);
        comesIn(client, reply(client.begin()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 6})
    void ntlmInsideSpnegoComesInWithBothListsSigned(int version) throws Exception {
        var client = client(version);
        client.mechanisms = List.of(Oid.NTLM);
        comesIn(client, reply(client.begin()));
    }

    @Test
    void aClientThatPrefersNtlmNeedNotSignItsList() throws Exception {
        var client = client(6);
        client.mechanisms = List.of(Oid.NTLM);
        client.signs = false;
        comesIn(client, reply(client.begin()));
    }

    @Test
    void mechanismsThatAreUnknownHereArePassedOver() throws Exception {
        var client = client(6);
        client.mechanisms = List.of(NEGOEX, Oid.KERBEROS_LEGACY, Oid.KERBEROS, Oid.NTLM);
        byte[] chosen = reply(client.begin());
        var response =
                (NegToken.Response)
                        NegToken.decode(TsRequest.decode(chosen).negoToken().orElseThrow());
        assertThat(response.supportedMech()).contains(Oid.NTLM);
        assertThat(response.negState()).hasValue(NegToken.REQUEST_MIC);
        comesIn(client, reply(client.negotiateAgain()));
    }

    @Test
    void aListThatSomebodyShortenedIsNoticed() throws Exception {
        var client = client(6);
        client.mechanisms = List.of(NEGOEX, Oid.NTLM);
        client.spoilsList = true;
        reply(client.begin());
        var step = checked(client.answer(reply(client.negotiateAgain())));
        assertThat(((CredSspStep.Failed) step).record()).isEqualTo(Failure.FORGED_PROOF);
    }

    @Test
    void aListWhoseFirstChoiceWasNotTakenMustBeSigned() throws Exception {
        var client = client(6);
        client.mechanisms = List.of(NEGOEX, Oid.NTLM);
        client.signs = false;
        reply(client.begin());
        byte[] answer = client.answer(reply(client.negotiateAgain()));
        assertThat(checked(answer)).isNotInstanceOf(CredSspStep.Authenticated.class);
        var unsigned =
                client.request(Optional.empty(), Optional.of(new byte[20]), Optional.empty());
        assertThat(acceptor.received(unsigned, NOON)).isInstanceOf(CredSspStep.Failed.class);
    }

    @Test
    void aListWithoutAnythingKnownIsRefused() throws Exception {
        var client = client(6);
        client.mechanisms = List.of(NEGOEX, Oid.KERBEROS);
        assertThat(errorCode(acceptor.received(client.begin(), NOON)))
                .isEqualTo(Denial.WRONG_NAME_OR_PASSWORD.ntStatus());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 6})
    void somebodyInTheMiddleHasAnotherKey(int version) throws Exception {
        var client = client(version);
        client.spoilsBinding = true;
        var failed = (CredSspStep.Failed) checked(client.answer(reply(client.begin())));
        assertThat(failed.record()).isEqualTo(Failure.FORGED_PROOF);
    }

    @Test
    void theErrorCodeIsToldWhereTheVersionHasOne() throws Exception {
        for (int version = 2; version <= 6; version++) {
            var acceptor = acceptor();
            var client = client(version);
            acceptor.received(client.begin(), NOON);
            var failed = acceptor.refuse(Denial.PASSWORD_MUST_CHANGE, Failure.AS_TOLD);
            boolean told = version == 3 || version == 4 || version == 6;
            assertThat(failed.tsRequest().isPresent()).as("version " + version).isEqualTo(told);
        }
        assertThat(
                        errorCode(
                                acceptorAfterBegin()
                                        .refuse(Denial.PASSWORD_MUST_CHANGE, Failure.AS_TOLD)))
                .isEqualTo(0xC0000224);
    }

    private static CredSspAcceptor acceptorAfterBegin() {
        var acceptor = acceptor();
        acceptor.received(client(6).begin(), NOON);
        return acceptor;
    }

    @Test
    void aVersionThatChangesOnTheWayIsRefused() throws Exception {
        var client = client(6);
        reply(client.begin());
        assertThat(acceptor.received(client(5).begin(), NOON))
                .isInstanceOf(CredSspStep.Failed.class);
    }

    @Test
    void aNonceIsDueFromVersion5On() throws Exception {
        var client = client(6);
        byte[] answer = client.answer(reply(client.begin()));
        var request = TsRequest.decode(answer);
        var without =
                new TsRequest(
                        6,
                        request.negoToken(),
                        Optional.empty(),
                        request.pubKeyAuth(),
                        OptionalInt.empty(),
                        Optional.of(new byte[31]));
        assertThat(checked(without.encode())).isInstanceOf(CredSspStep.Failed.class);
    }

    @Test
    void smartCardsAndRestrictedAdminAreRefusedWithTheReason() throws Exception {
        byte[] smartCard =
                Der.sequence(
                        Der.explicit(0, Der.integer(2)),
                        Der.explicit(1, Der.octets(Der.sequence())));
        byte[] restrictedAdmin = TsCredentials.encodePassword("", "", new char[0]);
        for (byte[] credentials : List.of(smartCard, restrictedAdmin)) {
            var fresh = new CredSspAcceptorTest();
            var client = client(6);
            var bound =
                    (CredSspStep.Reply) fresh.checked(client.answer(fresh.reply(client.begin())));
            var last =
                    fresh.acceptor.received(client.delegate(bound.tsRequest(), credentials), NOON);
            assertThat(errorCode(last)).isEqualTo(Denial.UNSUPPORTED_CREDENTIALS.ntStatus());
        }
    }

    @Test
    void nothingIsTakenBeforeItsTurnOrAfterTheEnd() throws Exception {
        var client = client(6);
        var early = client.request(Optional.empty(), Optional.of(new byte[40]), Optional.empty());
        assertThat(acceptor.received(early, NOON)).isInstanceOf(CredSspStep.Failed.class);

        var other = acceptor();
        other.received(client.begin(), NOON);
        other.refuse(Denial.WRONG_NAME_OR_PASSWORD, Failure.AS_TOLD);
        assertThat(other.received(client.begin(), NOON)).isInstanceOf(CredSspStep.Failed.class);
        assertThat(other.proven(new byte[16])).isInstanceOf(CredSspStep.Failed.class);
    }

    @Test
    void garbageEndsInARefusal() {
        for (byte[] garbage :
                List.of(
                        new byte[0],
                        new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1},
                        "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))) {
            assertThat(acceptor().received(garbage, NOON)).isInstanceOf(CredSspStep.Failed.class);
        }
    }

    @Test
    void aRequestReadsBackAsItWasWritten() throws Exception {
        byte[] encoded =
                new TsRequest(
                                6,
                                Optional.of(new byte[200]),
                                Optional.of(new byte[] {1}),
                                Optional.of(new byte[70_000]),
                                OptionalInt.of(0xC000006D),
                                Optional.of(CredSspTestClient.NONCE))
                        .encode();
        var read = TsRequest.decode(encoded);
        assertThat(read.encode()).isEqualTo(encoded);
        assertThat(read.errorCode()).hasValue(0xC000006D);
        assertThat(read.pubKeyAuth().orElseThrow()).hasSize(70_000);
    }
}
