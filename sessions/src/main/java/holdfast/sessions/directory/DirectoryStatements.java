package holdfast.sessions.directory;

import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Every statement of the directory, in the words that SQLite and PostgreSQL share. */
final class DirectoryStatements {
    static final int PRUNE_EVERY = 5_000;

    /** How many events are kept. */
    static final long KEPT_EVENTS = 100_000;

    /** How many sessions that are over are kept for the record. */
    static final int KEPT_SESSIONS = 10_000;

    private static final String DRAIN = "drain";

    private final Handle handle;
    private final CookieSeal seal;

    DirectoryStatements(Handle handle, CookieSeal seal) {
        this.handle = handle;
        this.seal = seal;
    }

    /** False when the session is over already, or its user has another that excludes it. */
    boolean save(StoredSession row) {
        boolean saved = update(row) || insert(row);
        if (saved) {
            saveCookie(row);
        }
        return saved;
    }

    private boolean update(StoredSession row) {
        return bind(
                        handle.createQuery(
                                """
                                UPDATE session SET
                                    user_name = :user, os_user = :osUser, state = :state, live = :live,
                                    exclusive = :exclusive, connection = :connection, client = :client,
                                    address = :address, desktop = :desktop, leader_pid = :leaderPid,
                                    leader_start = :leaderStart, display = :display, created = :created,
                                    logon_time = :logonTime, disconnect_time = :disconnectTime,
                                    logon_serial = :logonSerial
                                WHERE id = :id AND live = 1
                                RETURNING id
                                """),
                        row)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private boolean insert(StoredSession row) {
        return bind(
                        handle.createQuery(
                                """
                                INSERT INTO session (
                                    id, user_name, os_user, state, live, exclusive, connection, client,
                                    address, desktop, leader_pid, leader_start, display, created,
                                    logon_time, disconnect_time, logon_serial)
                                VALUES (
                                    :id, :user, :osUser, :state, :live, :exclusive, :connection, :client,
                                    :address, :desktop, :leaderPid, :leaderStart, :display, :created,
                                    :logonTime, :disconnectTime, :logonSerial)
                                ON CONFLICT DO NOTHING
                                RETURNING id
                                """),
                        row)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, StoredSession row) {
        return statement
                .bind("id", row.id())
                .bind("user", row.user())
                .bind("osUser", row.osUser())
                .bind("state", row.state().name())
                .bind("live", row.state().live() ? 1 : 0)
                .bind("exclusive", row.exclusive() ? 1 : 0)
                .bind("connection", row.connection())
                .bind("client", row.client())
                .bind("address", row.address())
                .bind("desktop", row.desktop())
                .bind("leaderPid", row.leaderPid())
                .bind("leaderStart", row.leaderStart())
                .bind("display", row.display())
                .bind("created", row.created().toEpochMilli())
                .bind("logonTime", millis(row.logonTime()))
                .bind("disconnectTime", millis(row.disconnectTime()))
                .bind("logonSerial", row.logonSerial());
    }

    private void saveCookie(StoredSession row) {
        StoredCookie cookie = row.cookie();
        if (cookie == null || !row.state().live()) {
            handle.createUpdate("DELETE FROM reconnect_cookie WHERE session_id = :id")
                    .bind("id", row.id())
                    .execute();
            return;
        }
        byte[] previous = cookie.previous();
        handle.createUpdate(
                        """
                        INSERT INTO reconnect_cookie (
                            session_id, current_sealed, previous_sealed, current_logon,
                            previous_logon, renewed)
                        VALUES (:id, :current, :previous, :currentLogon, :previousLogon, :renewed)
                        ON CONFLICT (session_id) DO UPDATE SET
                            current_sealed = excluded.current_sealed,
                            previous_sealed = excluded.previous_sealed,
                            current_logon = excluded.current_logon,
                            previous_logon = excluded.previous_logon,
                            renewed = excluded.renewed
                        """)
                .bind("id", row.id())
                .bind("current", seal.seal(cookie.current(), row.id(), row.user()))
                .bind(
                        "previous",
                        previous == null ? null : seal.seal(previous, row.id(), row.user()))
                .bind("currentLogon", cookie.currentLogon())
                .bind("previousLogon", cookie.previousLogon())
                .bind("renewed", cookie.renewed().toEpochMilli())
                .execute();
    }

    void drain(DrainMode mode) {
        handle.createUpdate(
                        """
                        INSERT INTO server_state (name, value) VALUES (:name, :value)
                        ON CONFLICT (name) DO UPDATE SET value = excluded.value
                        """)
                .bind("name", DRAIN)
                .bind("value", mode.name())
                .execute();
    }

    void note(List<SessionEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        var batch =
                handle.prepareBatch(
                        """
                        INSERT INTO event (
                            sequence, time, kind, session_id, user_name, connection, client, address,
                            code, detail)
                        VALUES (
                            :sequence, :time, :kind, :session, :user, :connection, :client, :address,
                            :code, :detail)
                        """);
        for (SessionEvent event : events) {
            batch.bind("sequence", event.sequence())
                    .bind("time", event.time().toEpochMilli())
                    .bind("kind", event.kind().name())
                    .bind("session", event.session())
                    .bind("user", event.user())
                    .bind("connection", event.connection())
                    .bind("client", event.client())
                    .bind("address", event.address())
                    .bind("code", event.code())
                    .bind("detail", event.detail())
                    .add();
        }
        batch.execute();
    }

    void prune() {
        handle.createUpdate(
                        """
                        DELETE FROM event
                        WHERE sequence <= (SELECT MAX(sequence) FROM event) - :kept
                        """)
                .bind("kept", KEPT_EVENTS)
                .execute();
        handle.createUpdate(
                        """
                        DELETE FROM session
                        WHERE live = 0 AND id <= (SELECT MAX(id) FROM session) - :kept
                        """)
                .bind("kept", KEPT_SESSIONS)
                .execute();
    }

    DirectorySnapshot snapshot() {
        List<StoredSession> live =
                handle.createQuery(
                                """
                                SELECT s.*, c.current_sealed, c.previous_sealed, c.current_logon,
                                    c.previous_logon, c.renewed
                                FROM session s LEFT JOIN reconnect_cookie c ON c.session_id = s.id
                                WHERE s.live = 1 ORDER BY s.id
                                """)
                        .map((row, _) -> session(row))
                        .list();
        Set<Integer> ended =
                Set.copyOf(
                        handle.createQuery("SELECT id FROM session WHERE live = 0")
                                .mapTo(Integer.class)
                                .list());
        return new DirectorySnapshot(
                live,
                ended,
                (int) greatest("SELECT MAX(id) FROM session"),
                greatest("SELECT MAX(sequence) FROM event"),
                Math.max(
                        greatest("SELECT MAX(logon_serial) FROM session"),
                        greatest("SELECT MAX(current_logon) FROM reconnect_cookie")),
                handle.createQuery("SELECT value FROM server_state WHERE name = :name")
                        .bind("name", DRAIN)
                        .mapTo(String.class)
                        .findOne()
                        .map(DrainMode::valueOf)
                        .orElse(DrainMode.OFF));
    }

    private long greatest(String query) {
        return handle.createQuery(query)
                .map((row, _) -> Optional.of(row.getLong(1)))
                .one()
                .orElse(0L);
    }

    private StoredSession session(ResultSet row) throws SQLException {
        return new StoredSession(
                row.getInt("id"),
                row.getString("user_name"),
                row.getString("os_user"),
                SessionState.valueOf(row.getString("state")),
                row.getInt("exclusive") == 1,
                row.getString("connection"),
                row.getString("client"),
                row.getString("address"),
                row.getString("desktop"),
                row.getLong("leader_pid"),
                row.getString("leader_start"),
                row.getString("display"),
                Instant.ofEpochMilli(row.getLong("created")),
                instant(row, "logon_time"),
                instant(row, "disconnect_time"),
                row.getLong("logon_serial"),
                cookie(row));
    }

    private @Nullable StoredCookie cookie(ResultSet row) throws SQLException {
        String sealed = row.getString("current_sealed");
        if (sealed == null) {
            return null;
        }
        int session = row.getInt("id");
        String user = row.getString("user_name");
        Optional<byte[]> current = seal.open(sealed, session, user);
        if (current.isEmpty()) {
            return null;
        }
        String previous = row.getString("previous_sealed");
        return new StoredCookie(
                current.get(),
                previous == null ? null : seal.open(previous, session, user).orElse(null),
                row.getLong("current_logon"),
                row.getLong("previous_logon"),
                Instant.ofEpochMilli(row.getLong("renewed")));
    }

    List<SessionEvent> events(EventQuery query) {
        var select =
                new StringBuilder("SELECT * FROM event WHERE sequence > :after")
                        .append(query.session().isPresent() ? " AND session_id = :session" : "")
                        .append(query.user().isPresent() ? " AND user_name = :user" : "")
                        .append(" ORDER BY sequence DESC LIMIT :limit");
        var statement =
                handle.createQuery(select.toString())
                        .bind("after", query.after())
                        .bind("limit", query.limit());
        query.session().ifPresent(session -> statement.bind("session", session));
        query.user().ifPresent(user -> statement.bind("user", user));
        return new ArrayList<>(statement.map((row, _) -> event(row)).list()).reversed();
    }

    private static SessionEvent event(ResultSet row) throws SQLException {
        return new SessionEvent(
                row.getLong("sequence"),
                Instant.ofEpochMilli(row.getLong("time")),
                EventKind.valueOf(row.getString("kind")),
                row.getInt("session_id"),
                row.getString("user_name"),
                row.getString("connection"),
                row.getString("client"),
                row.getString("address"),
                row.getInt("code"),
                row.getString("detail"));
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
