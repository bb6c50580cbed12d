package holdfast.server.tls;

import holdfast.sessions.record.EventKind;

/**
 * What became known about the protection of a connection.
 *
 * @param kind the event that it is worth
 * @param text a sentence, without the connection's name
 */
public record CertificateNews(EventKind kind, String connection, String text) {
    @Override
    public String toString() {
        return "connection " + connection + ": " + text;
    }
}
