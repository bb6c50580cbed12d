package holdfast.operator.diagnosis;

import static holdfast.operator.diagnosis.ClientMessage.*;

import holdfast.operator.diagnosis.Evidence.EventRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an event tells.
 *
 * @param detail what its detail has to contain; empty for any
 * @param behind the messages that it stands behind
 */
record EventCause(
        String kind,
        String detail,
        Set<ClientMessage> behind,
        String what,
        String setting,
        String remedy) {
    static final List<EventCause> ALL =
            List.of(
                    new EventCause(
                            "BROKEN",
                            "",
                            Set.of(STAYED_ACTIVE, ALL_OFF, NEW_SESSION, SECURITY_ERROR),
                            "the connection broke and the server noticed; the session was kept for"
                                    + " its user",
                            "keepalive.broken-after",
                            "holdfast query session SESSION --timeline"),
                    new EventCause(
                            "SILENCE_BEGAN",
                            "",
                            Set.of(STAYED_ACTIVE, ALL_OFF),
                            "the client fell silent, and the server asked it",
                            "keepalive.ask-after",
                            ""),
                    new EventCause(
                            "ENDING",
                            "",
                            Set.of(SESSION_GONE, NEW_SESSION),
                            "the session was ended",
                            "session.broken-action",
                            "holdfast setting explain fResetBroken"),
                    new EventCause(
                            "DESKTOP_FAILED",
                            "",
                            Set.of(SESSION_GONE, SERVER_ENDED),
                            "the desktop failed",
                            "",
                            ""),
                    new EventCause(
                            "LOST",
                            "",
                            Set.of(SESSION_GONE, NEW_SESSION),
                            "the session's desktop ended while the server was away",
                            "",
                            ""),
                    new EventCause(
                            "TAKEN_OVER",
                            "",
                            Set.of(OTHER_CONNECTION),
                            "the same user logged on from elsewhere, and the session moved there:"
                                    + " that is as it should be",
                            "session.single-per-user",
                            ""),
                    new EventCause(
                            "EXCHANGE_STOPPED",
                            "",
                            Set.of(OTHER_CONNECTION),
                            "two clients took the session from each other; the newer logon holds"
                                    + " it",
                            "",
                            ""),
                    new EventCause(
                            "COOKIE_REFUSED",
                            "",
                            Set.of(ASKS_PASSWORD),
                            "the client's reconnection cookie was not accepted: it was renewed, or"
                                    + " the session is another one now",
                            "session.cookie-renewal",
                            ""),
                    new EventCause(
                            "SECURITY_REFUSED",
                            "SSL_REQUIRED_BY_SERVER",
                            Set.of(SERVER_WANTS_TLS, SECURITY_ERROR, NO_ANSWER),
                            "a client without TLS was turned away",
                            "security.layer",
                            "holdfast setting set security.layer negotiate --scope connection:CONNECTION"),
                    new EventCause(
                            "SECURITY_REFUSED",
                            "SSL_NOT_ALLOWED_BY_SERVER",
                            Set.of(SERVER_REFUSES_TLS, SECURITY_ERROR),
                            "a client that insists on TLS was turned away",
                            "security.layer",
                            "holdfast setting set security.layer negotiate --scope connection:CONNECTION"),
                    new EventCause(
                            "SECURITY_REFUSED",
                            "HYBRID_REQUIRED_BY_SERVER",
                            Set.of(SERVER_WANTS_NLA, SECURITY_ERROR, NO_ANSWER),
                            "a client without network level authentication was turned away",
                            "security.network-level-authentication",
                            "holdfast setting set UserAuthentication 0 --scope connection:CONNECTION"),
                    new EventCause(
                            "SECURITY_REFUSED",
                            "SSL_CERT_NOT_ON_SERVER",
                            Set.of(SECURITY_ERROR),
                            "there was no certificate to show to a client",
                            "certificate.files",
                            "holdfast certificate show --connection CONNECTION"),
                    new EventCause(
                            "SECURITY_REFUSED",
                            "ENCPKGMISMATCH",
                            Set.of(SECURITY_ERROR, ENCRYPTION_ERROR),
                            "a client that encrypts too weakly was turned away",
                            "security.encryption-level",
                            "holdfast setting explain MinEncryptionLevel --scope connection:CONNECTION"),
                    new EventCause(
                            "SECURITY_LOGON_FAILED",
                            "NOT_GRANTED_HERE",
                            Set.of(WRONG_PASSWORD, SERVER_ENDED),
                            "the password was right, and this connection does not let the user in",
                            "connection.permissions",
                            "holdfast connection show CONNECTION"),
                    new EventCause(
                            "SECURITY_LOGON_FAILED",
                            "THROTTLED",
                            Set.of(WRONG_PASSWORD, SECURITY_ERROR),
                            "too many wrong logons came before, and the next one has to wait",
                            "throttle.account-failures",
                            "holdfast events --user NAME"),
                    new EventCause(
                            "SECURITY_LOGON_FAILED",
                            "",
                            Set.of(WRONG_PASSWORD, SERVER_WANTS_NLA, SECURITY_ERROR),
                            "a logon was refused",
                            "",
                            "holdfast user passwd NAME"),
                    new EventCause(
                            "REFUSED",
                            "",
                            Set.of(SERVER_ENDED),
                            "somebody who had proven who they are was refused",
                            "session.max-connections",
                            "holdfast setting explain MaxInstanceCount"),
                    new EventCause(
                            "LISTENER_FAILED",
                            "",
                            Set.of(NO_ANSWER, ONE_ADAPTER),
                            "a connection could not listen",
                            "connection.listen",
                            "holdfast connection list"),
                    new EventCause(
                            "LIMIT_WARNING",
                            "",
                            Set.of(DISCONNECTED_IDLE, SESSION_GONE),
                            "a time limit was about to act",
                            "session.idle-limit",
                            "holdfast setting explain MaxIdleTime"),
                    new EventCause(
                            "DRAIN_CHANGED",
                            "ON",
                            Set.of(SERVER_ENDED),
                            "new logons were switched off",
                            "",
                            "holdfast drain off"));

    boolean matches(EventRow event) {
        return event.kind().equals(kind) && event.detail().contains(detail);
    }

    /** The first that matches; the particular ones stand before the general ones. */
    static Optional<EventCause> of(EventRow event) {
        return ALL.stream().filter(cause -> cause.matches(event)).findFirst();
    }
}
