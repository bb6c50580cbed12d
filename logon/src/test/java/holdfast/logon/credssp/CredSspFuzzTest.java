package holdfast.logon.credssp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.logon.ntlm.NtlmAcceptor;
import holdfast.logon.ntlm.NtlmServerName;
import holdfast.protocol.wire.ProtocolException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Decoders refuse in one way only; the acceptor never throws at all. */
class CredSspFuzzTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @FuzzTest
    void tsRequest(byte[] input) {
        try {
            TsRequest.decode(TsRequest.decode(input).encode());
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
    }

    @FuzzTest
    void tsCredentials(byte[] input) {
        try {
            TsCredentials.decode(input);
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
    }

    @FuzzTest
    void negToken(byte[] input) {
        try {
            NegToken.decode(input);
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
    }

    /**
     * The whole acceptor up to authentication: messages one after the other, each with a length.
     */
    @FuzzTest
    void acceptor(byte[] input) {
        var acceptor =
                CredSspAcceptor.of(
                        Map.of(
                                Oid.NTLM,
                                () ->
                                        new NtlmMechanism(
                                                new NtlmAcceptor(
                                                        NtlmServerName.of("host"),
                                                        Optional.empty(),
                                                        new Random(1)))),
                        PublicKeyBinding.of(new byte[] {1, 2, 3}));
        int at = 0;
        while (at + 2 <= input.length) {
            int length =
                    Math.min((input[at] & 0xFF) << 8 | input[at + 1] & 0xFF, input.length - at - 2);
            byte[] message = Arrays.copyOfRange(input, at + 2, at + 2 + length);
            at += 2 + length;
            if (acceptor.received(message, NOON) instanceof CredSspStep.Prove) {
                acceptor.proven(new byte[16]);
            }
        }
    }
}
