package holdfast.sessions.directory;

import holdfast.sessions.directory.DirectoryException.Trouble;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The directory's tables, brought up to date by Flyway. Its own look at the tables takes longer
 * than all the rest of opening them, so it is only called when the version differs.
 */
final class DirectorySchema {
    /** The newest migration in {@code holdfast/sessions/directory}. */
    static final int VERSION = 1;

    private DirectorySchema() {}

    /** The version in the file; 0 when it is empty. */
    static int version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var rows =
                    statement.executeQuery(
                            "SELECT COUNT(*) FROM sqlite_master WHERE name = 'flyway_schema_history'")) {
                if (!rows.next() || rows.getInt(1) == 0) {
                    return 0;
                }
            }
            try (var rows =
                    statement.executeQuery(
                            "SELECT MAX(CAST(version AS INTEGER)) FROM flyway_schema_history"
                                    + " WHERE success = 1")) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    static void migrate(Path file) throws DirectoryException {
        try {
            Flyway.configure(DirectorySchema.class.getClassLoader())
                    .dataSource(SqliteDirectory.url(file), null, null)
                    .loggers("slf4j")
                    .locations("classpath:holdfast/sessions/directory")
                    .load()
                    .migrate();
        } catch (FlywayException refused) {
            if (refused.getMessage() != null && refused.getMessage().contains("Validate failed")) {
                throw new DirectoryException(
                        Trouble.TOO_NEW,
                        file.toString(),
                        "its tables are not those of this version");
            }
            throw SqliteTrouble.of(file, refused);
        }
    }
}
