package holdfast.sessions.record;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that happened. What clients say of themselves is cut and cleaned of control characters,
 * so that no name can forge a line of a log.
 *
 * @param sequence order on this server; later is greater; 0 until it is on record
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
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_DETAIL = 1024;
    private static final Pattern FIELD =
            Pattern.compile("\\{(session|code|user|connection|address|client|detail)}");

    public SessionEvent {
        user = clean(user, LONGEST_NAME);
        connection = clean(connection, LONGEST_NAME);
        client = clean(client, LONGEST_NAME);
        address = clean(address, LONGEST_NAME);
        detail = clean(detail, LONGEST_DETAIL);
    }

    /** The same with its place in the record. */
    public SessionEvent withSequence(long place) {
        return new SessionEvent(
                place, time, kind, session, user, connection, client, address, code, detail);
    }

    /** The event as a sentence. */
    public String text() {
        return FIELD.matcher(kind.template())
                .replaceAll(field -> Matcher.quoteReplacement(value(field.group(1))))
                .strip();
    }

    private String value(String field) {
        return switch (field) {
            case "session" -> Integer.toString(session);
            case "code" -> Integer.toString(code);
            case "user" -> user;
            case "connection" -> connection;
            case "address" -> address.isEmpty() ? "LOCAL" : address;
            case "client" -> client.isEmpty() ? "Unknown" : client;
            default -> detail;
        };
    }

    private static String clean(String text, int longest) {
        String cut = text.length() <= longest ? text : text.substring(0, longest);
        boolean harmless = cut.chars().noneMatch(Character::isISOControl);
        return harmless ? cut : cut.replaceAll("\\p{Cntrl}", "?");
    }
}
