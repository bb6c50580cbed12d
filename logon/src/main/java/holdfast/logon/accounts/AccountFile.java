package holdfast.logon.accounts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * {@code accounts.toml}. Readers look at a cached copy that is renewed when the file has changed;
 * writers, of this process or another, take turns. Safe for many threads.
 */
final class AccountFile {
    /** More would be a mistake: it is some 25,000 accounts. */
    private static final long LARGEST = 16 << 20;

    /**
     * One writer per process: a file lock belongs to the process and does not tell threads apart.
     */
    private static final ReentrantLock WRITERS = new ReentrantLock();

    private final Path file;
    private final Path lock;
    private volatile @Nullable Snapshot latest;

    /** Which content a snapshot is of: each write makes a new file, so its key and time tell. */
    private record Version(@Nullable Object key, FileTime modified, long size) {}

    private record Snapshot(@Nullable Version version, Map<String, StoredAccount> accounts) {}

    @FunctionalInterface
    interface Change {
        /** Changes the accounts, which are keyed by folded name; what it throws changes nothing. */
        void apply(Map<String, StoredAccount> accounts) throws AccountException;
    }

    AccountFile(Path folder) {
        file = folder.resolve("accounts.toml");
        lock = folder.resolve("accounts.lock");
    }

    /** The accounts by folded name; none when there is no file. */
    Map<String, StoredAccount> read() throws AccountException {
        try {
            Version now = version();
            Snapshot known = latest;
            if (known == null || !Objects.equals(known.version(), now)) {
                known = new Snapshot(now, now == null ? new TreeMap<>() : parse(now));
                latest = known;
            }
            return known.accounts();
        } catch (IOException failed) {
            throw new AccountException(
                    new AccountException.Reason.Unreadable(
                            file.toString(), PrivateFile.why(failed)));
        }
    }

    void update(Change change) throws AccountException {
        WRITERS.lock();
        try (var channel = PrivateFile.lockFile(lock);
                var turn = channel.lock()) {
            Objects.requireNonNull(turn);
            var accounts = new TreeMap<>(read());
            change.apply(accounts);
            PrivateFile.replace(
                    file, AccountText.write(accounts.values()).getBytes(StandardCharsets.UTF_8));
            latest = null;
        } catch (IOException failed) {
            throw new AccountException(
                    new AccountException.Reason.NotWritable(
                            file.toString(), PrivateFile.why(failed)));
        } finally {
            WRITERS.unlock();
        }
    }

    private @Nullable Version version() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Version(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
    }

    private Map<String, StoredAccount> parse(Version version) throws IOException, AccountException {
        var permissions = Files.getPosixFilePermissions(file);
        if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
            throw unreadable("others than its owner may write it; run chmod 600 on it");
        }
        if (version.size() > LARGEST) {
            throw unreadable("it is larger than " + LARGEST + " bytes; restore it from a backup");
        }
        return AccountText.read(Files.readString(file), file.toString());
    }

    private AccountException unreadable(String why) {
        return new AccountException(new AccountException.Reason.Unreadable(file.toString(), why));
    }
}
