-- SQLite and PostgreSQL both take this. Times are milliseconds since 1970, flags are 0 or 1.

CREATE TABLE session (
    id              INTEGER PRIMARY KEY,
    user_name       TEXT    NOT NULL,
    os_user         TEXT    NOT NULL,
    state           TEXT    NOT NULL,
    live            INTEGER NOT NULL,
    exclusive       INTEGER NOT NULL,
    connection      TEXT    NOT NULL,
    client          TEXT    NOT NULL,
    address         TEXT    NOT NULL,
    desktop         TEXT    NOT NULL,
    leader_pid      BIGINT  NOT NULL,
    leader_start    TEXT    NOT NULL,
    display         TEXT    NOT NULL,
    created         BIGINT  NOT NULL,
    logon_time      BIGINT,
    disconnect_time BIGINT,
    logon_serial    BIGINT  NOT NULL
);

-- The rule that the whole directory is for: a user's one session, whatever two servers try.
CREATE UNIQUE INDEX one_live_session_per_user ON session (user_name) WHERE live = 1 AND exclusive = 1;

CREATE TABLE reconnect_cookie (
    session_id     INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    current_sealed  TEXT   NOT NULL,
    previous_sealed TEXT,
    current_logon   BIGINT NOT NULL,
    previous_logon  BIGINT NOT NULL,
    renewed         BIGINT NOT NULL
);

CREATE TABLE event (
    sequence   BIGINT  PRIMARY KEY,
    time       BIGINT  NOT NULL,
    kind       TEXT    NOT NULL,
    session_id INTEGER NOT NULL,
    user_name  TEXT    NOT NULL,
    connection TEXT    NOT NULL,
    client     TEXT    NOT NULL,
    address    TEXT    NOT NULL,
    code       INTEGER NOT NULL,
    detail     TEXT    NOT NULL
);

CREATE INDEX event_of_session ON event (session_id, sequence);
CREATE INDEX event_of_user ON event (user_name, sequence);

CREATE TABLE server_state (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
