package holdfast.sessions.record;

import java.time.Instant;

/**
 * One thing that happened.
 *
 * @param sequence order on this server; later is greater
 * @param session 0 when no session is concerned
 * @param code reason code of event 40, other session of event 39; else 0
 * @param detail what is particular; never a secret
 */
public record SessionEvent(
        long sequence,
        Instant time,
        EventKind kind,
        int session,
        String user,
        String connection,
        String client,
        String address,
        int code,
        String detail) {
    /** The event as a sentence. */
    public String text() {
        return kind.template()
                .replace("{session}", Integer.toString(session))
                .replace("{code}", Integer.toString(code))
                .replace("{user}", user)
                .replace("{address}", address.isEmpty() ? "LOCAL" : address)
                .replace("{client}", client.isEmpty() ? "Unknown" : client)
                .replace("{detail}", detail)
                .strip();
    }
}
