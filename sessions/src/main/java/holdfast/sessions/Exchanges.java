package holdfast.sessions;

import java.time.Duration;
import java.util.ArrayList;

/**
 * Who was thrown out of a session by whom lately. Two programs that both reconnect by themselves
 * would go on for ever; after the second exchange within half a minute the newer logon keeps the
 * session, until the other has not come for half a minute. Not safe for many threads; the session
 * owns it.
 */
final class Exchanges {
    private static final long WINDOW = Duration.ofSeconds(30).toNanos();
    private static final int ALLOWED = 2;
    private static final int REMEMBERED = 16;

    private record Exchange(long at, String client, long serial) {
        Exchange at(long other) {
            return new Exchange(other, client, serial);
        }
    }

    private final ArrayList<Exchange> lately = new ArrayList<>();

    /** This client was thrown out. */
    void thrownOut(Newcomer client, long serial, long now) {
        lately.add(new Exchange(now, key(client), serial));
        if (lately.size() > REMEMBERED) {
            lately.removeFirst();
        }
    }

    /**
     * The logon that a newcomer's claim really goes back to: a client that was just thrown out and
     * is back comes on its old logon, even if it sends the password again; unless the password was
     * typed by hand.
     */
    long serialOf(Claim claim, long now) {
        forget(now);
        if (claim.byHand() || claim.byCookie()) {
            return claim.serial();
        }
        String client = key(claim.from());
        for (Exchange exchange : lately.reversed()) {
            if (exchange.client().equals(client)) {
                return exchange.serial();
            }
        }
        return claim.serial();
    }

    /** Whether a claim of an older logon than the holder's has come once too often. */
    boolean refuses(long serial, long holderSerial, long now) {
        forget(now);
        boolean refused = lately.size() >= ALLOWED && serial < holderSerial;
        if (refused) {
            lately.replaceAll(exchange -> exchange.at(now));
        }
        return refused;
    }

    private void forget(long now) {
        while (!lately.isEmpty() && now - lately.getFirst().at() > WINDOW) {
            lately.removeFirst();
        }
    }

    private static String key(Newcomer client) {
        return client.clientName() + '|' + client.address();
    }
}
