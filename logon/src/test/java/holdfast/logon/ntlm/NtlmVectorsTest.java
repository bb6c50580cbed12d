package holdfast.logon.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The published example of NTLMv2, [MS-NLMP] 4.2.1 and 4.2.4. */
class NtlmVectorsTest {
    private static final byte[] NT_HASH = hex("a4f49c406510bdcab6824ee7c30fd852");
    private static final byte[] SESSION_BASE_KEY = hex("8de40ccadbc14a82f15cb0ad0de95ca3");
    private static final byte[] RANDOM_SESSION_KEY = hex("55".repeat(16));
    private static final byte[] ENCRYPTED_SESSION_KEY = hex("c5dad2544fc9799094ce1ce90bc9d03e");

    /** NTProofStr and temp. */
    private static final byte[] RESPONSE =
            hex(
                    "68cd0ab851e51c96aabc927bebef6a1c"
                            + "01010000000000000000000000000000aaaaaaaaaaaaaaaa00000000"
                            + "02000c0044006f006d00610069006e00"
                            + "01000c00530065007200760065007200"
                            + "0000000000000000");

    /** AUTHENTICATE_MESSAGE of 4.2.4.3. */
    private static final byte[] AUTHENTICATE =
            hex(
                    "4e544c4d535350000300000018001800"
                            + "6c00000054005400840000000c000c00"
                            + "48000000080008005400000010001000"
                            + "5c00000010001000d8000000358288e2"
                            + "0501280a0000000f44006f006d006100"
                            + "69006e00550073006500720043004f00"
                            + "4d005000550054004500520086c35097"
                            + "ac9cec102554764a57cccc19aaaaaaaa"
                            + "aaaaaaaa68cd0ab851e51c96aabc927b"
                            + "ebef6a1c010100000000000000000000"
                            + "00000000aaaaaaaaaaaaaaaa00000000"
                            + "02000c0044006f006d00610069006e00"
                            + "01000c00530065007200760065007200"
                            + "0000000000000000c5dad2544fc97990"
                            + "94ce1ce90bc9d03e");

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    @Test
    void ntowfv1() {
        assertThat(NtHash.of("Password".toCharArray())).isEqualTo(NT_HASH);
    }

    @Test
    void ntlmV2ResponseAndSessionBaseKey() {
        var attempt = new NtlmAttempt("User", "Domain", hex("0123456789abcdef"), RESPONSE);
        assertThat(attempt.provenBy(NT_HASH))
                .hasValueSatisfying(key -> assertThat(key).isEqualTo(SESSION_BASE_KEY));
        assertThat(attempt.provenBy(new byte[16])).isEmpty();
    }

    @Test
    void encryptedSessionKey() {
        assertThat(NtlmCrypto.rc4k(SESSION_BASE_KEY, RANDOM_SESSION_KEY))
                .isEqualTo(ENCRYPTED_SESSION_KEY);
    }

    @Test
    void gssWrapEx() throws Exception {
        byte[] plaintext = "Plaintext".getBytes(StandardCharsets.UTF_16LE);
        byte[] sealed =
                hex("010000007fb38ec5c55d497600000000" + "54e50165bf1936dc996020c1811b0f06fb5f");
        var client = NtlmSession.ofClient(RANDOM_SESSION_KEY, true);
        assertThat(client.seal(plaintext)).isEqualTo(sealed);
        var server = NtlmSession.ofServer(RANDOM_SESSION_KEY, true);
        assertThat(server.unseal(sealed)).isEqualTo(plaintext);
    }

    @Test
    void theWholeAuthenticateMessageIsAccepted() throws Exception {
        RandomGenerator challenge =
                new RandomGenerator() {
                    @Override
                    public long nextLong() {
                        return 0xefcdab8967452301L;
                    }
                };
        var acceptor =
                new NtlmAcceptor(new NtlmServerName("Server", "", ""), Optional.empty(), challenge);
        acceptor.challenge(
                hex("4e544c4d5353500001000000" + "358288e2" + "00".repeat(16)), Instant.EPOCH);
        var attempt = acceptor.answered(AUTHENTICATE);
        assertThat(attempt.userName()).isEqualTo("User");
        assertThat(attempt.domainName()).isEqualTo("Domain");
        var session = acceptor.proven(attempt.provenBy(NT_HASH).orElseThrow());

        var client = NtlmSession.ofClient(RANDOM_SESSION_KEY, true);
        assertThat(session.unseal(client.seal(new byte[] {1, 2, 3}))).containsExactly(1, 2, 3);
    }
}
