package holdfast.sessions.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes while the directory writes: what is on disk is the new bytes up to one place and
 * the old ones after it. At whichever byte that is, every session that was acknowledged is there
 * once, and the one that was being written is there whole or not at all. Usually at a sample of all
 * bytes; with {@code -Dholdfast.long=true} at every one.
 */
class TornWriteTest {
    private static final String LOG = SqliteDirectory.FILE + "-wal";

    /** Prime, so that over the pages every offset in a page has its turn. */
    private static final int SAMPLE = Boolean.getBoolean("holdfast.long") ? 1 : 1009;

    @TempDir Path folder;

    private int lastSession;

    /** The files of a directory at a moment; a file that is not there is empty. */
    private record Moment(byte[] file, byte[] log) {}

    @Test
    void atAnyByteOfAWriteToTheLog() throws Exception {
        try (var directory = SqliteDirectory.open(data())) {
            write(directory, 20);
            Moment before = files();
            write(directory, 1);
            Moment after = files();
            assertThat(after.log().length).isGreaterThan(before.log().length);
            for (int at : cuts(before.log(), after.log())) {
                survives(after.file(), torn(before.log(), after.log(), at), 20);
                // Or the file ends there.
                survives(after.file(), Arrays.copyOf(after.log(), at), 20);
            }
        }
    }

    @Test
    void atAnyByteWhenTheLogBeginsAgain() throws Exception {
        try (var directory = SqliteDirectory.open(data())) {
            Moment before;
            Moment after;
            do { // Until the log is full, was taken into the file, and is written from its start.
                before = files();
                write(directory, 1);
                after = files();
            } while (after.log().length != before.log().length);
            for (int at : cuts(before.log(), after.log())) {
                survives(after.file(), torn(before.log(), after.log(), at), lastSession - 1);
            }
        }
    }

    @Test
    void atAnyByteWhenTheLogIsTakenIntoTheFile() throws Exception {
        Moment before;
        try (var directory = SqliteDirectory.open(data())) {
            write(directory, 40);
            before = files();
        }
        byte[] after = Files.readAllBytes(data().resolve(SqliteDirectory.FILE));
        for (int at : cuts(before.file(), after)) {
            survives(torn(before.file(), after, at), before.log(), 40);
        }
    }

    private void write(SqliteDirectory directory, int sessions) throws DirectoryException {
        for (int i = 0; i < sessions; i++) {
            int id = ++lastSession;
            directory.apply(
                    List.of(
                            new Change.Session(
                                    SqliteDirectoryTest.session(
                                            id, "user" + id, SessionState.ACTIVE),
                                    List.of(SqliteDirectoryTest.event(id, id)))));
        }
    }

    /** Opens it as the next start does, and looks at what is in it. */
    private void survives(byte[] file, byte[] log, int acknowledged) throws Exception {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        Files.write(copy.resolve(SqliteDirectory.FILE), file);
        Files.write(copy.resolve(LOG), log);
        Files.deleteIfExists(copy.resolve(SqliteDirectory.FILE + "-shm"));
        Files.write(
                copy.resolve(SqliteDirectory.KEY_FILE),
                Files.readAllBytes(data().resolve(SqliteDirectory.KEY_FILE)));
        try (var survived = SqliteDirectory.open(copy)) {
            DirectorySnapshot read = survived.load();
            Set<Integer> sessions =
                    read.live().stream().map(StoredSession::id).collect(Collectors.toSet());
            assertThat(read.live()).hasSameSizeAs(sessions);
            assertThat(sessions.size()).isBetween(acknowledged, lastSession);
            assertThat(read.lastEvent()).isEqualTo(sessions.size());
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Moment files() throws IOException {
        return new Moment(
                Files.readAllBytes(data().resolve(SqliteDirectory.FILE)),
                Files.exists(data().resolve(LOG))
                        ? Files.readAllBytes(data().resolve(LOG))
                        : new byte[0]);
    }

    private static byte[] torn(byte[] before, byte[] after, int at) {
        byte[] torn = Arrays.copyOf(before, Math.max(at, before.length));
        System.arraycopy(after, 0, torn, 0, at);
        return torn;
    }

    /** From the first byte that the write changed to its last one. */
    private static int[] cuts(byte[] before, byte[] after) {
        int first = Math.max(0, Arrays.mismatch(before, after));
        int end = after.length;
        while (end > first && end <= before.length && before[end - 1] == after[end - 1]) {
            end--;
        }
        int last = end;
        return IntStream.rangeClosed(first, last)
                .filter(at -> (at - first) % SAMPLE == 0 || at == last)
                .toArray();
    }
}
