package holdfast.logon.door;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.bouncycastle.crypto.macs.SipHash;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * How often passwords may be guessed. Told the time; safe for many threads; holds a fixed number of
 * entries, whatever is thrown at it. Three counts work together:
 *
 * <ul>
 *   <li>An address has some free wrong attempts, then waits twice as long after each.
 *   <li>An account under attack leaves each address one free attempt, then waits. The wait is each
 *       address's own: whoever attacks makes nobody else wait.
 *   <li>An address that an account has logged on from lately is judged for that account by their
 *       own mistakes alone, so the owner comes in while others guess, also from behind one NAT.
 * </ul>
 *
 * <p>An attempt is counted when it begins, so that a hundred at once are not a hundred free ones,
 * and given back when it succeeds. Attempts refused here count nothing: waiting always ends.
 */
public final class LogonThrottle {
    private static final int FREE_UNDER_ATTACK = 1;
    private static final Duration LATELY = Duration.ofDays(30);

    private final Supplier<ThrottleRules> rules;
    private final Map<Long, Tally> tallies;
    private final byte[] key = new byte[16];

    /** Wrong attempts, the last of them, and for an address with an account its last success. */
    private static final class Tally {
        private int wrong;
        private Instant last = Instant.MIN;
        private Instant forgivenUntil = Instant.MIN;
        private Instant success = Instant.MIN;

        int wrong(Instant now, Duration forgivenAfter) {
            if (wrong > 0 && forgivenUntil.isBefore(now)) {
                long forgiven = Duration.between(forgivenUntil, now).dividedBy(forgivenAfter);
                wrong = (int) Math.max(0, wrong - forgiven);
                forgivenUntil = forgivenUntil.plus(forgivenAfter.multipliedBy(forgiven));
            }
            return wrong;
        }

        void add(Instant now, ThrottleRules rules) {
            wrong = Math.min(wrong(now, rules.forgiven()) + 1, rules.mostCounted());
            last = now;
            forgivenUntil = now;
        }

        void giveBack(int attempts) {
            wrong = Math.max(0, wrong - attempts);
        }
    }

    /** Whether an attempt may be made. */
    public sealed interface Verdict {
        /** It may, and is counted as wrong until {@link #succeeded} says otherwise. */
        record Go() implements Verdict {}

        /** Not before so long; nothing was counted. */
        record Wait(Duration time) implements Verdict {}
    }

    /**
     * @param entries how many addresses, accounts and pairs of both are remembered at most, about
     *     200 bytes each; the ones longest unused are forgotten first
     * @param rules asked anew for each attempt
     */
    public LogonThrottle(int entries, Supplier<ThrottleRules> rules) {
        this.rules = rules;
        new SecureRandom().nextBytes(key);
        tallies =
                new LinkedHashMap<>(64, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Long, Tally> eldest) {
                        return size() > entries;
                    }
                };
    }

    /**
     * Asks for one attempt.
     *
     * @param account the folded name, known or not
     */
    public synchronized Verdict begin(InetAddress address, String account, Instant now) {
        var counted = new Counted(address, account);
        ThrottleRules by = rules.get();
        Tally pair = seen(counted.pair);
        Instant ready;
        if (pair.success.isAfter(now.minus(LATELY))) {
            ready = readyAt(pair, by.freePerAddress(), by.longestWait(), by, now);
        } else {
            ready = readyAt(seen(counted.address), by.freePerAddress(), by.longestWait(), by, now);
            if (counted.network.isPresent()) {
                Tally network = seen(counted.network.getAsLong());
                ready =
                        later(
                                ready,
                                readyAt(network, by.freePerNetwork(), by.longestWait(), by, now));
            }
            if (seen(counted.account).wrong(now, by.forgiven()) - pair.wrong(now, by.forgiven())
                    >= by.attack()) {
                ready =
                        later(
                                ready,
                                readyAt(pair, FREE_UNDER_ATTACK, by.longestUnderAttack(), by, now));
            }
        }
        if (ready.isAfter(now)) {
            return new Verdict.Wait(Duration.between(now, ready));
        }
        for (long entry : counted.all()) {
            tally(entry).add(now, by);
        }
        return new Verdict.Go();
    }

    /** An attempt that had begun was right. Wrong ones at other accounts stay counted. */
    public synchronized void succeeded(InetAddress address, String account, Instant now) {
        var counted = new Counted(address, account);
        Tally pair = tally(counted.pair);
        int own = Math.max(1, pair.wrong(now, rules.get().forgiven()));
        for (long entry : counted.all()) {
            tally(entry).giveBack(own);
        }
        pair.success = now;
    }

    /** An attempt that had begun was never decided (the back end failed, say). */
    public synchronized void withdrawn(InetAddress address, String account) {
        for (long entry : new Counted(address, account).all()) {
            tally(entry).giveBack(1);
        }
    }

    synchronized int entries() {
        return tallies.size();
    }

    private Tally tally(long entry) {
        return tallies.computeIfAbsent(entry, _ -> new Tally());
    }

    /**
     * To be read only: whoever has to wait makes no entries, or names without end would push out
     * what is remembered of others.
     */
    private Tally seen(long entry) {
        Tally known = tallies.get(entry);
        return known == null ? new Tally() : known;
    }

    private static Instant readyAt(
            Tally tally, int free, Duration longest, ThrottleRules by, Instant now) {
        int excess = tally.wrong(now, by.forgiven()) - free;
        if (excess < 0) {
            return Instant.MIN;
        }
        Duration wait = by.firstWait().multipliedBy(1L << Math.min(excess, 30));
        return tally.last.plus(wait.compareTo(longest) < 0 ? wait : longest);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The entries one attempt counts in. Keyed by hash: an entry's size is nobody's to choose. */
    private final class Counted {
        final long address;
        final OptionalLong network;
        final long account;
        final long pair;

        Counted(InetAddress from, String name) {
            byte[] whole = from.getAddress();
            boolean six = from instanceof Inet6Address;
            // Whoever has one IPv6 address has the 2^64 beside it.
            byte[] host = six ? Arrays.copyOf(whole, 8) : whole;
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            address = hash('a', host, new byte[0]);
            network =
                    six
                            ? OptionalLong.of(hash('n', Arrays.copyOf(whole, 6), new byte[0]))
                            : OptionalLong.empty();
            account = hash('u', new byte[0], utf8);
            pair = hash('p', host, utf8);
        }

        List<Long> all() {
            var entries = new ArrayList<>(List.of(address, account, pair));
            network.ifPresent(entries::add);
            return entries;
        }

        private long hash(char kind, byte[] host, byte[] name) {
            var hash = new SipHash();
            hash.init(new KeyParameter(key));
            hash.update((byte) kind);
            hash.update(host, 0, host.length);
            hash.update(name, 0, name.length);
            return hash.doFinal();
        }
    }
}
