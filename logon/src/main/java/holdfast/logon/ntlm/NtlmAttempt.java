package holdfast.logon.ntlm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Somebody's claim to know a password, to be checked by whoever has its hash ([MS-NLMP] 3.3.2).
 *
 * @param userName as the client wrote it, with which it was hashed
 * @param domainName likewise
 * @param serverChallenge the 8 bytes that the claim answers
 * @param response NTLMv2_RESPONSE: the proof and what it is over
 */
public record NtlmAttempt(
        String userName, String domainName, byte[] serverChallenge, byte[] response) {
    static final int PROOF_LENGTH = 16;

    /**
     * Checks the claim against an NT hash, in constant time.
     *
     * @return SessionBaseKey when it is right
     */
    public Optional<byte[]> provenBy(byte[] ntHash) {
        byte[] key = NtlmCrypto.hmacMd5(ntHash, identity());
        byte[] claimed = Arrays.copyOf(response, PROOF_LENGTH);
        byte[] temp = Arrays.copyOfRange(response, PROOF_LENGTH, response.length);
        byte[] proof = NtlmCrypto.hmacMd5(key, serverChallenge, temp);
        byte[] sessionBaseKey = NtlmCrypto.hmacMd5(key, proof);
        Arrays.fill(key, (byte) 0);
        return MessageDigest.isEqual(proof, claimed)
                ? Optional.of(sessionBaseKey)
                : Optional.empty();
    }

    /** What NTOWFv2 hashes beside the password: the name in capitals, and the domain as it is. */
    private byte[] identity() {
        char[] user = userName.toCharArray();
        for (int i = 0; i < user.length; i++) {
            // One character for one, as Windows does: never ß to SS.
            user[i] = Character.toUpperCase(user[i]);
        }
        return (new String(user) + domainName).getBytes(StandardCharsets.UTF_16LE);
    }

    @Override
    public String toString() {
        return "NTLM attempt";
    }
}
