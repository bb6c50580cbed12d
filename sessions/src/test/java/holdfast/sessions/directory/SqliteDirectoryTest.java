package holdfast.sessions.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import holdfast.sessions.directory.DirectoryException.Trouble;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDirectoryTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir Path folder;

    static StoredSession session(int id, String user, SessionState state) {
        return new StoredSession(
                id,
                user,
                "os-" + user,
                state,
                true,
                "rdp-tcp",
                "pc",
                "192.0.2.7",
                "x11",
                4711,
                "boot:12345",
                ":12",
                NOON,
                NOON.plusSeconds(1),
                null,
                7,
                new StoredCookie(bytes(id), bytes(id + 1), 7, 6, NOON));
    }

    private static byte[] bytes(int seed) {
        var bytes = new byte[16];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static SessionEvent event(long sequence, int session) {
        return new SessionEvent(
                sequence, NOON, EventKind.LOGON, session, "alice", "rdp-tcp", "pc", "", 0, "");
    }

    private static Change saved(StoredSession row, long event) {
        return new Change.Session(row, List.of(event(event, row.id())));
    }

    @Test
    void whatWasWrittenIsThereAtTheNextStart() throws Exception {
        StoredSession alice = session(1, "alice", SessionState.ACTIVE);
        try (var directory = SqliteDirectory.open(folder)) {
            directory.apply(List.of(saved(alice, 10)));
            directory.apply(
                    List.of(
                            saved(session(2, "bob", SessionState.DOWN), 11),
                            new Change.Drain(DrainMode.ON, List.of(event(12, 0)))));
        }
        try (var directory = SqliteDirectory.open(folder)) {
            DirectorySnapshot read = directory.load();
            assertThat(read.live()).containsExactly(alice);
            assertThat(read.ended()).containsExactly(2);
            assertThat(read.lastSession()).isEqualTo(2);
            assertThat(read.lastEvent()).isEqualTo(12);
            assertThat(read.lastLogon()).isEqualTo(7);
            assertThat(read.drain()).isEqualTo(DrainMode.ON);
            assertThat(directory.events(EventQuery.latest(2)))
                    .extracting(SessionEvent::sequence)
                    .containsExactly(11L, 12L);
            assertThat(directory.events(EventQuery.ofSession(1, 10))).containsExactly(event(10, 1));
        }
    }

    @Test
    void aSecondLiveSessionOfAUserIsRefusedByTheDatabase() throws Exception {
        try (var directory = SqliteDirectory.open(folder)) {
            directory.apply(List.of(saved(session(1, "alice", SessionState.DISCONNECTED), 1)));
            var second = List.of(saved(session(2, "alice", SessionState.INIT), 2));
            assertThat(trouble(() -> directory.apply(second))).isEqualTo(Trouble.CONFLICT);
            assertThat(directory.load().lastEvent()).isOne();

            directory.apply(List.of(saved(session(1, "alice", SessionState.DOWN), 3)));
            directory.apply(second);
            assertThat(directory.load().live()).hasSize(1);
        }
    }

    @Test
    void anEndedSessionIsNeverWrittenAgain() throws Exception {
        try (var directory = SqliteDirectory.open(folder)) {
            directory.apply(List.of(saved(session(1, "alice", SessionState.DOWN), 1)));
            var again = List.of(saved(session(1, "alice", SessionState.ACTIVE), 2));
            assertThat(trouble(() -> directory.apply(again))).isEqualTo(Trouble.CONFLICT);
        }
    }

    @Test
    void filesAreTheirOwnersAloneAndHoldNoCookieInTheClear() throws Exception {
        StoredSession alice = session(1, "alice", SessionState.ACTIVE);
        try (var directory = SqliteDirectory.open(folder)) {
            directory.apply(List.of(saved(alice, 1)));
            for (Path file : files()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as("%s", file)
                        .isEqualTo("rw-------");
            }
        }
        StoredCookie cookie = java.util.Objects.requireNonNull(alice.cookie());
        String all = "";
        for (Path file : files()) {
            all += new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        }
        assertThat(all)
                .doesNotContain(new String(cookie.current(), StandardCharsets.ISO_8859_1))
                .doesNotContain(java.util.Base64.getEncoder().encodeToString(cookie.current()));
    }

    @Test
    void aCookieMovedToAnotherSessionOpensNothing() throws Exception {
        try (var directory = SqliteDirectory.open(folder)) {
            directory.apply(
                    List.of(
                            saved(session(1, "alice", SessionState.ACTIVE), 1),
                            saved(session(2, "mallory", SessionState.ACTIVE), 2)));
        }
        try (var raw = java.sql.DriverManager.getConnection(SqliteDirectory.url(db()));
                var statement = raw.createStatement()) {
            statement.execute(
                    "UPDATE reconnect_cookie SET current_sealed ="
                            + " (SELECT current_sealed FROM reconnect_cookie WHERE session_id = 2)"
                            + " WHERE session_id = 1");
        }
        try (var directory = SqliteDirectory.open(folder)) {
            assertThat(directory.load().live())
                    .filteredOn(row -> row.id() == 1)
                    .allMatch(row -> row.cookie() == null);
        }
    }

    @Test
    void aSecondServerOnTheSameFolderIsTurnedAway() throws Exception {
        try (var directory = SqliteDirectory.open(folder)) {
            directory.load();
            var refused =
                    catchThrowableOfType(
                            DirectoryException.class, () -> SqliteDirectory.open(folder));
            assertThat(refused.trouble()).isEqualTo(Trouble.LOCKED);
            assertThat(refused)
                    .hasMessageContaining("sessions.db")
                    .hasMessageContaining("another process uses it")
                    .hasMessageContaining("Stop the other server");
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedOrMovedAside() throws Exception {
        Files.writeString(
                db(), "this is not a database, but it is long enough to look at".repeat(20));

        assertThat(trouble(() -> SqliteDirectory.open(folder).close())).isEqualTo(Trouble.CORRUPT);
        try (var directory = SqliteDirectory.openOrReplace(folder)) {
            assertThat(directory.movedAside())
                    .isPresent()
                    .get()
                    .satisfies(aside -> assertThat(aside).exists());
            assertThat(directory.load().live()).isEmpty();
        }
    }

    @Test
    void aFolderThatMayNotBeWrittenIsNamed() throws Exception {
        Path file = folder.resolve("a-file");
        Files.createFile(file);
        assertThat(trouble(() -> SqliteDirectory.open(file.resolve("data")).close()))
                .isIn(Trouble.BROKEN, Trouble.NOT_ALLOWED);
    }

    @Test
    void aFullDiskIsSaidAndForgottenOnceThereIsRoom() throws Exception {
        try (var directory = SqliteDirectory.open(folder)) {
            directory.apply(List.of(saved(session(1, "alice", SessionState.ACTIVE), 1)));
            directory.limitPages(1);
            List<SessionEvent> many = new ArrayList<>();
            for (int i = 2; i < 3000; i++) {
                many.add(event(i, 1));
            }
            List<Change> large = List.of(new Change.Noted(many));
            assertThat(trouble(() -> directory.apply(large))).isEqualTo(Trouble.DISK_FULL);
            assertThat(directory.load().lastEvent()).isOne();

            directory.limitPages(1_000_000);
            directory.apply(large);
            assertThat(directory.load().lastEvent()).isEqualTo(2999);
        }
    }

    /** A power cut: the files as they are at some moment, the log torn at any byte. */
    @Test
    void aTornLogLosesOnlyWhatWasNeverAcknowledged() throws Exception {
        var random = new Random(20261121);
        Path copy = folder.resolve("copy");
        Path data = folder.resolve("data");
        try (var directory = SqliteDirectory.open(data)) {
            List<Long> sizes = new ArrayList<>();
            for (int i = 1; i <= 60; i++) {
                directory.apply(List.of(saved(session(i, "user" + i, SessionState.ACTIVE), i)));
                sizes.add(Files.size(data.resolve("sessions.db-wal")));
            }
            for (int round = 0; round < 60; round++) {
                copyFolder(data, copy);
                long length = sizes.getLast();
                long cut = random.nextLong(length + 1);
                tear(copy.resolve("sessions.db-wal"), cut, random);
                long whole = sizes.stream().filter(size -> size <= cut).count();
                try (var survived = SqliteDirectory.open(copy)) {
                    DirectorySnapshot read = survived.load();
                    assertThat(read.live()).hasSizeGreaterThanOrEqualTo((int) whole);
                    assertThat(read.lastEvent()).isEqualTo(read.live().size());
                }
            }
        }
    }

    /** Worse than a power cut: the file itself is damaged. */
    @Test
    void aTornFileIsReadOrRefusedInAWayThatIsUnderstood() throws Exception {
        var random = new Random(4778);
        Path copy = folder.resolve("copy");
        Path data = folder.resolve("data");
        try (var directory = SqliteDirectory.open(data)) {
            for (int i = 1; i <= 200; i++) {
                directory.apply(List.of(saved(session(i, "user" + i, SessionState.ACTIVE), i)));
            }
        }
        int refused = 0;
        for (int round = 0; round < 40; round++) {
            copyFolder(data, copy);
            Path file = copy.resolve(SqliteDirectory.FILE);
            tear(file, random.nextLong(Files.size(file)), random);
            try (var survived = SqliteDirectory.open(copy)) {
                survived.load();
            } catch (DirectoryException damaged) {
                refused++;
                assertThat(damaged.trouble()).isEqualTo(Trouble.CORRUPT);
                try (var fresh = SqliteDirectory.openOrReplace(copy)) {
                    fresh.load();
                } catch (DirectoryException unread) {
                    assertThat(unread.trouble()).isEqualTo(Trouble.CORRUPT);
                }
            }
        }
        assertThat(refused).isPositive();
    }

    private Path db() {
        return folder.resolve(SqliteDirectory.FILE);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var old = Files.list(to)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Ends the file here, sometimes with the garbage of a sector that was half written. */
    private static void tear(Path file, long at, Random random) throws IOException {
        try (var torn = new RandomAccessFile(file.toFile(), "rw")) {
            torn.setLength(at);
            if (random.nextBoolean()) {
                var garbage = new byte[random.nextInt(512)];
                random.nextBytes(garbage);
                torn.seek(at);
                torn.write(garbage);
            }
        }
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private static Trouble trouble(Attempt attempt) {
        return catchThrowableOfType(DirectoryException.class, attempt::run).trouble();
    }
}
