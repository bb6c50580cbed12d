package holdfast.logon.accounts;

import holdfast.logon.ntlm.NtHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The NT hashes of the operating system's users, who have none of their own: taken when somebody
 * logs on with a password that PAM accepts, where the administrator allows it, and kept as those of
 * local accounts are. One only lets its user begin network level authentication; the password
 * delegated at its end still goes through PAM, so that an old hash opens nothing. Safe for many
 * threads and several processes.
 */
public final class NtlmEnrolments {
    private static final int MOST = 100_000;

    /**
     * One writer per process: a file lock belongs to the process and does not tell threads apart.
     */
    private static final ReentrantLock WRITERS = new ReentrantLock();

    private final Path file;
    private final Path lock;
    private final NtHashSeal seal;

    public NtlmEnrolments(Path dataFolder) {
        file = dataFolder.resolve("enrolled-ntlm");
        lock = dataFolder.resolve("enrolled-ntlm.lock");
        seal = new NtHashSeal(dataFolder.resolve("accounts.key"));
    }

    /** The caller wipes it. */
    public Optional<byte[]> ntHash(String osUser) throws AccountException {
        byte[] sealed = read().get(osUser);
        return sealed == null ? Optional.empty() : seal.open(sealed, binding(osUser));
    }

    /**
     * Remembers what PAM just accepted; writes only when it is news.
     *
     * @param password read, not kept
     */
    public void enrol(String osUser, char[] password) throws AccountException {
        Optional<byte[]> known = ntHash(osUser);
        if (known.isPresent() && MessageDigest.isEqual(known.get(), NtHash.of(password))) {
            return;
        }
        byte[] sealed = seal.seal(password, binding(osUser));
        update(enrolled -> {
            if (enrolled.size() < MOST) {
                enrolled.put(osUser, sealed);
            }
        });
    }

    public void forget(String osUser) throws AccountException {
        if (read().containsKey(osUser)) {
            update(enrolled -> enrolled.remove(osUser));
        }
    }

    /** Never the same as a local account's. */
    private static String binding(String osUser) {
        return "os:" + osUser;
    }

    private interface Change {
        void apply(Map<String, byte[]> enrolled);
    }

    private void update(Change change) throws AccountException {
        WRITERS.lock();
        try (var channel = PrivateFile.lockFile(lock);
                var turn = channel.lock()) {
            Objects.requireNonNull(turn);
            var enrolled = read();
            change.apply(enrolled);
            var text = new StringBuilder();
            enrolled.forEach((user, sealed) ->
                    text.append(Base64.getEncoder().encodeToString(sealed))
                            .append(' ')
                            .append(user)
                            .append('\n'));
            PrivateFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new AccountException(
                    new AccountException.Reason.NotWritable(
                            file.toString(), PrivateFile.why(failed)));
        } finally {
            WRITERS.unlock();
        }
    }

    private Map<String, byte[]> read() throws AccountException {
        var enrolled = new TreeMap<String, byte[]>();
        if (!Files.exists(file)) {
            return enrolled;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                int blank = line.indexOf(' ');
                if (blank < 0) {
                    throw new IllegalArgumentException("a line without a name");
                }
                enrolled.put(
                        line.substring(blank + 1),
                        Base64.getDecoder().decode(line.substring(0, blank)));
            }
            return enrolled;
        } catch (IOException failed) {
            throw unreadable(PrivateFile.why(failed));
        } catch (IllegalArgumentException malformed) {
            throw unreadable(malformed.getMessage() + "; remove it, and users enrol again");
        }
    }

    private AccountException unreadable(String why) {
        return new AccountException(new AccountException.Reason.Unreadable(file.toString(), why));
    }
}
