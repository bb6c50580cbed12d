package holdfast.logon.ntlm;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.wire.ProtocolException;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

class NtlmFuzzTest {
    private static final byte[] NEGOTIATE = new NtlmTestClient("a", "", "x").negotiate();

    @FuzzTest
    void negotiate(byte[] input) {
        try {
            acceptor().challenge(input, Instant.EPOCH);
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
    }

    @FuzzTest
    void authenticate(byte[] input) {
        try {
            var acceptor = acceptor();
            acceptor.challenge(NEGOTIATE, Instant.EPOCH);
            acceptor.answered(input).provenBy(new byte[16]);
            acceptor.proven(new byte[16]).unseal(input);
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
    }

    private static NtlmAcceptor acceptor() {
        return new NtlmAcceptor(
                NtlmServerName.of("host"), Optional.of(new byte[16]), new Random(1));
    }
}
