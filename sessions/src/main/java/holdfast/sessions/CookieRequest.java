package holdfast.sessions;

import java.util.function.Predicate;

/**
 * A client's ARC_CS_PRIVATE_PACKET ([MS-RDPBCGR] 2.2.4.3).
 *
 * @param logonId the session id
 * @param verifier 16 bytes: HMAC-MD5 over the client random, keyed with the cookie
 * @param clientRandom the 32 bytes of standard RDP security, or 32 zeros under TLS and CredSSP
 * @param from the connection
 * @param mayLogOn asked with the canonical user before the session is given: whether the account
 *     still exists and may log on. Returns at once.
 */
public record CookieRequest(
        int logonId,
        byte[] verifier,
        byte[] clientRandom,
        Newcomer from,
        Predicate<String> mayLogOn) {
    /** Says nothing of the verifier, which is as good as a password under TLS. */
    @Override
    public String toString() {
        return "CookieRequest[logonId=" + logonId + ", from=" + from.address() + "]";
    }
}
