package holdfast.sessions.directory;

import holdfast.sessions.directory.DirectoryException.Trouble;
import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The directory in one SQLite file, {@code sessions.db}, beside the key that its secrets are sealed
 * with. Write-ahead log and {@code synchronous=FULL}: what was written survives a power cut. The
 * file is locked as long as it is open, so that no second server can use the folder.
 */
public final class SqliteDirectory implements SessionDirectory {
    static final String FILE = "sessions.db";
    static final String KEY_FILE = "sessions.key";

    private final Path file;
    private final Connection connection;
    private final Handle handle;
    private final DirectoryStatements statements;
    private final Optional<Path> movedAside;
    private long eventsSincePruning;

    private SqliteDirectory(
            Path file, Connection connection, CookieSeal seal, Optional<Path> movedAside) {
        this.file = file;
        this.connection = connection;
        this.handle = Jdbi.create(connection).open();
        this.statements = new DirectoryStatements(handle, seal);
        this.movedAside = movedAside;
    }

    /**
     * Opens or makes the directory in this folder.
     *
     * @throws DirectoryException with what to do; a damaged file is left as it is
     */
    public static SqliteDirectory open(Path folder) throws DirectoryException {
        return open(folder, Optional.empty());
    }

    /** As {@link #open}; a damaged file is moved aside and an empty one is made. */
    public static SqliteDirectory openOrReplace(Path folder) throws DirectoryException {
        try {
            return open(folder);
        } catch (DirectoryException refused) {
            if (refused.trouble() != Trouble.CORRUPT) {
                throw refused;
            }
            return open(folder, Optional.of(moveAside(folder.resolve(FILE))));
        }
    }

    /** Where a damaged file was moved to, when that was needed. */
    public Optional<Path> movedAside() {
        return movedAside;
    }

    private static SqliteDirectory open(Path folder, Optional<Path> movedAside)
            throws DirectoryException {
        Path file = folder.resolve(FILE);
        Connection connection = null;
        try {
            Files.createDirectories(folder);
            boolean unclean = Files.exists(folder.resolve(FILE + "-wal"));
            PrivateFiles.create(file);
            CookieSeal seal = CookieSeal.open(folder.resolve(KEY_FILE));
            connection = connect(file);
            if (DirectorySchema.version(connection) != DirectorySchema.VERSION) {
                // Flyway opens connections of its own, and the file belongs to one at a time.
                connection.close();
                DirectorySchema.migrate(file);
                connection = connect(file);
            } else if (unclean) {
                quickCheck(file, connection);
            }
            return new SqliteDirectory(file, connection, seal, movedAside);
        } catch (SQLException | JdbiException | IOException thrown) {
            closeQuietly(connection);
            throw SqliteTrouble.of(file, thrown);
        } catch (DirectoryException thrown) {
            closeQuietly(connection);
            throw thrown;
        }
    }

    static String url(Path file) {
        return "jdbc:sqlite:" + file.toAbsolutePath();
    }

    private static Connection connect(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection(url(file));
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("PRAGMA busy_timeout = 500");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA foreign_keys = ON");
            return connection;
        } catch (SQLException refused) {
            connection.close();
            throw refused;
        }
    }

    private static void quickCheck(Path file, Connection connection)
            throws SQLException, DirectoryException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!rows.next() || !"ok".equals(rows.getString(1))) {
                throw new DirectoryException(
                        Trouble.CORRUPT, file.toString(), "the file is damaged");
            }
        }
    }

    private static Path moveAside(Path file) throws DirectoryException {
        Path aside = file.resolveSibling(FILE + ".damaged-" + System.currentTimeMillis());
        try {
            Files.move(file, aside);
            for (String part : List.of("-wal", "-shm")) {
                Path beside = file.resolveSibling(FILE + part);
                if (Files.exists(beside)) {
                    Files.move(beside, aside.resolveSibling(aside.getFileName() + part));
                }
            }
            return aside;
        } catch (IOException thrown) {
            throw SqliteTrouble.of(file, thrown);
        }
    }

    @Override
    public DirectorySnapshot load() throws DirectoryException {
        try {
            prune();
            return statements.snapshot();
        } catch (JdbiException | IllegalArgumentException thrown) {
            throw SqliteTrouble.of(file, thrown);
        }
    }

    @Override
    public void apply(List<Change> changes) throws DirectoryException {
        try {
            handle.useTransaction(_ -> {
                for (Change change : changes) {
                    apply(change);
                }
            });
        } catch (JdbiException thrown) {
            throw SqliteTrouble.of(file, thrown);
        }
        eventsSincePruning += changes.stream().mapToInt(change -> change.events().size()).sum();
        if (eventsSincePruning >= DirectoryStatements.PRUNE_EVERY) {
            try {
                prune();
            } catch (JdbiException later) {
                // The changes are written; the next ones try again.
                eventsSincePruning = DirectoryStatements.PRUNE_EVERY / 2;
            }
        }
    }

    private void apply(Change change) throws DirectoryException {
        switch (change) {
            case Change.Session(StoredSession row, _) -> {
                if (!statements.save(row)) {
                    throw new DirectoryException(
                            Trouble.CONFLICT,
                            file.toString(),
                            "session " + row.id() + " is over, or its user has another one");
                }
            }
            case Change.Drain(DrainMode mode, _) -> statements.drain(mode);
            case Change.Noted _ -> {}
        }
        statements.note(change.events());
    }

    private void prune() {
        handle.useTransaction(_ -> statements.prune());
        eventsSincePruning = 0;
    }

    @Override
    public List<SessionEvent> events(EventQuery query) throws DirectoryException {
        try {
            return statements.events(query);
        } catch (JdbiException | IllegalArgumentException thrown) {
            throw SqliteTrouble.of(file, thrown);
        }
    }

    /** Makes the disk look full, for tests. */
    void limitPages(int pages) {
        handle.execute("PRAGMA max_page_count = " + pages);
    }

    @Override
    public void close() {
        handle.close();
        closeQuietly(connection);
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException nothingLeftToDo) {
            // What was acknowledged is on disk; closing adds nothing to it.
        }
    }
}
