package holdfast.sessions;

import holdfast.sessions.directory.StoredCookie;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * One session's auto-reconnect cookies ([MS-RDPBCGR] 5.5): the current one, and the one before,
 * which is good once, for a client that the renewed one did not reach. Not safe for many threads;
 * the session owns it.
 */
final class CookieJar {
    /** What a verifier turned out to be made with. */
    enum Match {
        CURRENT,
        PREVIOUS,
        NONE
    }

    private static final byte[] NO_KEY = new byte[ArcCookie.LENGTH];

    private final Supplier<byte[]> random;
    private @Nullable StoredCookie cookie;

    /**
     * @param random gives {@link ArcCookie#LENGTH} unforeseeable bytes
     */
    CookieJar(@Nullable StoredCookie cookie, Supplier<byte[]> random) {
        this.cookie = cookie;
        this.random = random;
    }

    /** Where a real server's cookies come from. */
    static Supplier<byte[]> secureRandom() {
        var random = new SecureRandom();
        return () -> {
            var bytes = new byte[ArcCookie.LENGTH];
            random.nextBytes(bytes);
            return bytes;
        };
    }

    @Nullable StoredCookie stored() {
        return cookie;
    }

    /** Makes a new current cookie for the client of this logon. */
    ArcCookie renew(int session, long logonSerial, Instant now) {
        byte[] fresh = random.get();
        StoredCookie last = cookie;
        cookie =
                last == null
                        ? new StoredCookie(fresh, null, logonSerial, 0, now)
                        : new StoredCookie(
                                fresh, last.current(), logonSerial, last.currentLogon(), now);
        return new ArcCookie(session, fresh);
    }

    /** Takes as long whatever the answer. */
    Match check(byte[] verifier, byte[] clientRandom) {
        StoredCookie now = cookie;
        byte[] previous = now == null ? null : now.previous();
        boolean current = verifies(now == null ? NO_KEY : now.current(), verifier, clientRandom);
        boolean before = verifies(previous == null ? NO_KEY : previous, verifier, clientRandom);
        if (now != null && current) {
            return Match.CURRENT;
        }
        return previous != null && before ? Match.PREVIOUS : Match.NONE;
    }

    /** As {@link #check} where there is no session, so that this cannot be told by the time. */
    static void checkNothing(byte[] verifier, byte[] clientRandom) {
        verifies(NO_KEY, verifier, clientRandom);
        verifies(NO_KEY, verifier, clientRandom);
    }

    /** The serial of the logon whose client was given this cookie. */
    long logonSerial(Match match) {
        StoredCookie now = cookie;
        if (now == null) {
            return 0;
        }
        return switch (match) {
            case CURRENT -> now.currentLogon();
            case PREVIOUS -> now.previousLogon();
            case NONE -> 0;
        };
    }

    /** The previous one is good no more. */
    void dropPrevious() {
        StoredCookie now = cookie;
        if (now != null) {
            cookie = new StoredCookie(now.current(), null, now.currentLogon(), 0, now.renewed());
        }
    }

    private static boolean verifies(byte[] key, byte[] verifier, byte[] clientRandom) {
        try {
            Mac hmac = Mac.getInstance("HmacMD5");
            hmac.init(new SecretKeySpec(key, "HmacMD5"));
            return MessageDigest.isEqual(hmac.doFinal(clientRandom), verifier);
        } catch (GeneralSecurityException absent) {
            // A FIPS profile has no MD5: then no cookie can be verified, and a logon is asked for.
            return false;
        }
    }
}
