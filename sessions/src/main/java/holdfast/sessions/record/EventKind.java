package holdfast.sessions.record;

import static holdfast.sessions.record.EventLog.HOLDFAST;
import static holdfast.sessions.record.EventLog.LOCAL_SESSION_MANAGER;
import static holdfast.sessions.record.EventLog.REMOTE_CONNECTION_MANAGER;
import static holdfast.sessions.record.EventLog.SECURITY;
import static holdfast.sessions.record.EventLog.SYSTEM;

/**
 * What can happen. Ids and meaning are Windows' where Windows has them; ids from 9001 are our own.
 * In a text, {@code {session}}, {@code {user}}, {@code {connection}}, {@code {address}}, {@code
 * {client}}, {@code {code}} and {@code {detail}} stand for the event's fields.
 */
public enum EventKind {
    LOGON(
            21,
            LOCAL_SESSION_MANAGER,
            "Session logon succeeded: user {user}, session {session}, from {address}"),
    SHELL_STARTED(
            22, LOCAL_SESSION_MANAGER, "Desktop started: user {user}, session {session}, {detail}"),
    LOGOFF(
            23,
            LOCAL_SESSION_MANAGER,
            "Session logoff succeeded: user {user}, session {session}. {detail}"),
    DISCONNECTED(
            24,
            LOCAL_SESSION_MANAGER,
            "Session has been disconnected: user {user}, session {session}, from {address}. {detail}"),
    RECONNECTED(
            25,
            LOCAL_SESSION_MANAGER,
            "Session reconnection succeeded: user {user}, session {session}, from {address}, {detail}"),
    DISCONNECTED_BY_SESSION(
            39, LOCAL_SESSION_MANAGER, "Session {session} has been disconnected by session {code}"),
    DISCONNECT_REASON(
            40,
            LOCAL_SESSION_MANAGER,
            "Session {session} has been disconnected, reason code {code}: {detail}"),
    ARBITRATION_BEGAN(
            41, LOCAL_SESSION_MANAGER, "Begin session arbitration: user {user}, session {session}"),
    ARBITRATION_ENDED(
            42, LOCAL_SESSION_MANAGER, "End session arbitration: user {user}, session {session}"),
    SECURITY_REFUSED(
            50, SYSTEM, "Connection {connection} refused the client at {address}: {detail}"),
    LISTENER_STARTED(258, REMOTE_CONNECTION_MANAGER, "Listener {detail} started at {address}"),
    LISTENER_STOPPED(259, REMOTE_CONNECTION_MANAGER, "Listener {detail} stopped"),
    LISTENER_FAILED(260, REMOTE_CONNECTION_MANAGER, "Listener {detail} failed at {address}"),
    CONNECTION_RECEIVED(
            261,
            REMOTE_CONNECTION_MANAGER,
            "Listener {detail} received a connection from {address}"),
    LISTENER_STOPPING(262, REMOTE_CONNECTION_MANAGER, "Listener {detail} was asked to stop"),
    COOKIE_REFUSED(
            1041,
            REMOTE_CONNECTION_MANAGER,
            "Automatic reconnection failed: session {session}, from {address}: {detail}"),
    SECURITY_CORRECTED(
            1050,
            REMOTE_CONNECTION_MANAGER,
            "Connection {detail}. Settings that contradict each other were corrected"),
    CERTIFICATE_UNUSABLE(
            1051,
            REMOTE_CONNECTION_MANAGER,
            "Connection {detail}. Its certificate cannot be used; the next in order is"),
    CERTIFICATE_EXPIRES(1052, REMOTE_CONNECTION_MANAGER, "Connection {detail}"),
    CERTIFICATE_EXPIRED(
            1053, REMOTE_CONNECTION_MANAGER, "Connection {detail}: clients will refuse it"),
    AUTHENTICATED(
            1149,
            REMOTE_CONNECTION_MANAGER,
            "User authentication succeeded: user {user}, from {address}"),
    SECURITY_LOGON(
            4624,
            SECURITY,
            "An account was logged on: {user}, logon type 10, session {session}, from {address} ({client})"),
    SECURITY_LOGON_FAILED(
            4625,
            SECURITY,
            "An account failed to log on: {user}, from {address} ({client}): {detail}"),
    SECURITY_LOGOFF(4634, SECURITY, "An account was logged off: {user}, session {session}"),
    SECURITY_RECONNECTED(
            4778,
            SECURITY,
            "A session was reconnected: {user}, session {session}, client {client}, {address}"),
    SECURITY_DISCONNECTED(
            4779,
            SECURITY,
            "A session was disconnected: {user}, session {session}, client {client}, {address}"),
    SILENCE_BEGAN(
            9001, HOLDFAST, "Session {session}: nothing heard from {address} for {detail}; asking"),
    SILENCE_ENDED(9002, HOLDFAST, "Session {session}: {address} is heard again after {detail}"),
    BROKEN(9003, HOLDFAST, "Session {session}: connection of {address} is broken: {detail}"),
    OWN_STALL(
            9004,
            HOLDFAST,
            "Session {session}: the server itself stood still for {detail}; the client gets a new chance"),
    COOKIE_USED(
            9005, HOLDFAST, "Session {session}: automatic reconnection of {user} from {address}"),
    TAKEN_OVER(
            9006,
            HOLDFAST,
            "Session {session}: {user} took it over from {address}; {detail} was let go"),
    EXCHANGE_STOPPED(
            9007,
            HOLDFAST,
            "Session {session}: {address} ({client}) was refused, because a newer logon of {user} holds the session"),
    LIMIT_WARNING(9008, HOLDFAST, "Session {session}: {user} was warned: {detail}"),
    LIMIT_CANCELLED(
            9009, HOLDFAST, "Session {session}: {user} is back; the warning was taken away"),
    REFUSED(9010, HOLDFAST, "{user} from {address} was refused: {detail}"),
    RESERVED(9011, HOLDFAST, "Session {session} was reserved for {user}"),
    DESKTOP_FAILED(9012, HOLDFAST, "Session {session}: the desktop of {user} failed: {detail}"),
    ADOPTED(
            9013,
            HOLDFAST,
            "Session {session} of {user} was found again after a restart of the server: {detail}"),
    LOST(9014, HOLDFAST, "Session {session} of {user} ended while the server was away: {detail}"),
    CONNECTING(
            9015,
            HOLDFAST,
            "Session {session}: {user} is being connected from {address} ({client})"),
    ENDING(9016, HOLDFAST, "Session {session} of {user} is being ended: {detail}"),
    DRAIN_CHANGED(9017, HOLDFAST, "Drain mode is now {detail}"),
    DIRECTORY_FAILING(
            9018, HOLDFAST, "The session directory does not work; going on from memory: {detail}"),
    DIRECTORY_RECOVERED(9019, HOLDFAST, "The session directory works again: {detail}"),
    SERVER_STARTED(9020, HOLDFAST, "The server started: {detail}"),
    SERVER_STOPPED(9021, HOLDFAST, "The server stopped: {detail}"),
    MESSAGE_SENT(9022, HOLDFAST, "Session {session}: a message was sent to {user}: {detail}"),
    LINK_QUALITY(9023, HOLDFAST, "Session {session}: link to {address}: {detail}"),
    RULES_CHANGED(9024, HOLDFAST, "Session {session}: new limits are in force: {detail}"),
    CERTIFICATE_CHANGED(9025, HOLDFAST, "Connection {detail}");

    private final int id;
    private final EventLog log;
    private final String template;

    EventKind(int id, EventLog log, String template) {
        this.id = id;
        this.log = log;
        this.template = template;
    }

    public int id() {
        return id;
    }

    public EventLog log() {
        return log;
    }

    String template() {
        return template;
    }
}
