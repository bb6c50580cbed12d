package holdfast.operator.diagnosis;

import holdfast.settings.Configuration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that is looked at.
 *
 * @param certificates of all connections
 * @param keytab whether there is one for Kerberos
 * @param running what a running server tells; empty without one
 */
public record Evidence(
        Configuration settings,
        List<CertificateState> certificates,
        boolean keytab,
        Optional<Running> running,
        Instant now) {

    /**
     * How it stands with a connection's certificate.
     *
     * @param usable whether there is one whose key was proven
     * @param problems what was passed over, and what clients stumble over
     */
    public record CertificateState(
            String connection,
            String chosenBy,
            boolean usable,
            boolean selfSigned,
            Instant validUntil,
            List<String> problems) {}

    /** What a running server tells, events oldest first. */
    public record Running(List<SessionRow> sessions, List<EventRow> events) {}

    /** A line of {@code query session}. */
    public record SessionRow(
            int id,
            String name,
            String user,
            String state,
            String connection,
            String client,
            String address,
            long idleSeconds) {}

    /** An event on record. */
    public record EventRow(
            long sequence,
            Instant time,
            int id,
            String kind,
            int session,
            String user,
            String connection,
            String address,
            int code,
            String detail,
            String text) {
        String shown() {
            return time + "  " + id + "  " + text;
        }
    }

    List<SessionRow> sessions() {
        return running.map(Running::sessions).orElse(List.of());
    }

    /** A server runs, and neither its sessions nor its record have the session asked about. */
    public boolean knowsNothingOf(Question asked) {
        return running.isPresent()
                && asked.session().isPresent()
                && sessions().stream().noneMatch(row -> row.id() == asked.session().getAsInt())
                && latest(event -> event.session() == asked.session().getAsInt(), 1).isEmpty();
    }

    /** The newest events that fit, newest first. */
    List<EventRow> latest(Predicate<EventRow> which, int most) {
        return running.map(Running::events).orElse(List.of()).reversed().stream()
                .filter(which)
                .limit(most)
                .toList();
    }
}
