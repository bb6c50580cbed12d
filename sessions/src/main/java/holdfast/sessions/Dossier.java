package holdfast.sessions;

import holdfast.sessions.directory.SessionState;
import holdfast.sessions.directory.StoredCookie;
import holdfast.sessions.directory.StoredSession;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.SessionEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is on record of one session: its row in the directory, its line in a list, and the fields of
 * its events. Not safe for many threads; the session owns it.
 */
final class Dossier {
    final int id;
    final String user;
    final String osUser;
    final boolean exclusive;
    private final Instant created;
    private String connection;
    private String client;
    private String address;
    private String desktop = "";
    private long leaderPid;
    private String leaderStart = "";
    private String display = "";
    private @Nullable Instant logonTime;
    private @Nullable Instant disconnectTime;
    private long logonSerial;

    /** A new session for this logon. */
    Dossier(int id, LogonRequest request, boolean exclusive, long serial, Instant now) {
        this.id = id;
        this.user = request.user();
        this.osUser = request.osUser();
        this.exclusive = exclusive;
        this.created = now;
        this.connection = request.from().connection();
        this.client = request.from().clientName();
        this.address = request.from().address();
        this.logonSerial = serial;
    }

    /** A session from before a restart. */
    Dossier(StoredSession row) {
        id = row.id();
        user = row.user();
        osUser = row.osUser();
        exclusive = row.exclusive();
        created = row.created();
        connection = row.connection();
        client = row.client();
        address = row.address();
        desktop = row.desktop();
        leaderPid = row.leaderPid();
        leaderStart = row.leaderStart();
        display = row.display();
        logonTime = row.logonTime();
        disconnectTime = row.disconnectTime();
        logonSerial = row.logonSerial();
    }

    String connection() {
        return connection;
    }

    String address() {
        return address;
    }

    long logonSerial() {
        return logonSerial;
    }

    @Nullable Instant disconnectTime() {
        return disconnectTime;
    }

    boolean loggedOn() {
        return logonTime != null;
    }

    void hasDesktop(DesktopHandle handle, Instant now) {
        desktop = handle.kind();
        leaderPid = handle.leaderPid();
        leaderStart = handle.leaderStart();
        display = handle.display();
        if (logonTime == null) {
            logonTime = now;
        }
    }

    void heldBy(Claim claim) {
        connection = claim.from().connection();
        client = claim.from().clientName();
        address = claim.from().address();
        logonSerial = claim.serial();
        disconnectTime = null;
    }

    void disconnectedAt(Instant when) {
        disconnectTime = when;
    }

    String describeDesktop() {
        return "desktop %s, leader %d%s"
                .formatted(desktop, leaderPid, display.isEmpty() ? "" : ", display " + display);
    }

    StoredSession row(SessionState state, @Nullable StoredCookie cookie) {
        return new StoredSession(
                id,
                user,
                osUser,
                state,
                exclusive,
                connection,
                client,
                address,
                desktop,
                leaderPid,
                leaderStart,
                display,
                created,
                logonTime,
                disconnectTime,
                logonSerial,
                cookie);
    }

    SessionEvent event(EventKind kind, Instant now, int code, String detail) {
        return new SessionEvent(0, now, kind, id, user, connection, client, address, code, detail);
    }

    /** The same about a client that is not (yet) the session's. */
    SessionEvent event(EventKind kind, Instant now, Newcomer about, String detail) {
        return new SessionEvent(
                0,
                now,
                kind,
                id,
                user,
                about.connection(),
                about.clientName(),
                about.address(),
                0,
                detail);
    }

    SessionView view(SessionState state, @Nullable Claim holder) {
        return new SessionView(
                id,
                holder == null ? "" : holder.port().name(),
                user,
                state.shortName(),
                connection,
                holder == null ? "" : client,
                holder == null ? "" : address,
                desktop,
                leaderPid,
                logonTime,
                disconnectTime,
                0);
    }
}
