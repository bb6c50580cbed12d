package holdfast.operator.diagnosis;

import static holdfast.operator.diagnosis.ClientMessage.*;

import holdfast.operator.diagnosis.Evidence.EventRow;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is on record: which events stand behind which message. */
final class EventRule implements Rule {
    private static final int MOST_OF_ONE_KIND = 3;

    /**
     * What an event tells.
     *
     * @param detail what its detail has to contain; empty for any
     * @param behind the messages that it stands behind
     */
    private record Cause(
            String kind,
            String detail,
            Set<ClientMessage> behind,
            String what,
            String setting,
            String remedy) {
        boolean matches(EventRow event) {
            return event.kind().equals(kind) && event.detail().contains(detail);
        }

        /** The first that matches; the particular ones stand before the general ones. */
        static Optional<Cause> of(EventRow event) {
            return CAUSES.stream().filter(cause -> cause.matches(event)).findFirst();
        }
    }

    private static final List<Cause> CAUSES =
            List.of(
                    new Cause(
                            "BROKEN",
                            "",
                            Set.of(STAYED_ACTIVE, ALL_OFF, NEW_SESSION, SECURITY_ERROR),
                            "the connection broke and the server noticed; the session was kept for"
                                    + " its user",
                            "keepalive.broken-after",
                            "holdfast query session SESSION --timeline"),
                    new Cause(
                            "SILENCE_BEGAN",
                            "",
                            Set.of(STAYED_ACTIVE, ALL_OFF),
                            "the client fell silent, and the server asked it",
                            "keepalive.ask-after",
                            ""),
                    new Cause(
                            "ENDING",
                            "",
                            Set.of(SESSION_GONE, NEW_SESSION),
                            "the session was ended",
                            "session.broken-action",
                            "holdfast setting explain fResetBroken"),
                    new Cause(
                            "DESKTOP_FAILED",
                            "",
                            Set.of(SESSION_GONE, SERVER_ENDED),
                            "the desktop failed",
                            "",
                            ""),
                    new Cause(
                            "LOST",
                            "",
                            Set.of(SESSION_GONE, NEW_SESSION),
                            "the session's desktop ended while the server was away",
                            "",
                            ""),
                    new Cause(
                            "TAKEN_OVER",
                            "",
                            Set.of(OTHER_CONNECTION),
                            "the same user logged on from elsewhere, and the session moved there:"
                                    + " that is as it should be",
                            "session.single-per-user",
                            ""),
                    new Cause(
                            "EXCHANGE_STOPPED",
                            "",
                            Set.of(OTHER_CONNECTION),
                            "two clients took the session from each other; the newer logon holds"
                                    + " it",
                            "",
                            ""),
                    new Cause(
                            "COOKIE_REFUSED",
                            "",
                            Set.of(ASKS_PASSWORD),
                            "the client's reconnection cookie was not accepted: it was renewed, or"
                                    + " the session is another one now",
                            "session.cookie-renewal",
                            ""),
                    new Cause(
                            "SECURITY_LOGON_FAILED",
                            "NOT_GRANTED_HERE",
                            Set.of(WRONG_PASSWORD, SERVER_ENDED),
                            "the password was right, and this connection does not let the user in",
                            "connection.permissions",
                            "holdfast connection show CONNECTION"),
                    new Cause(
                            "SECURITY_LOGON_FAILED",
                            "THROTTLED",
                            Set.of(WRONG_PASSWORD, SECURITY_ERROR),
                            "too many wrong logons came before, and the next one has to wait",
                            "throttle.account-failures",
                            "holdfast events --user NAME"),
                    new Cause(
                            "SECURITY_LOGON_FAILED",
                            "",
                            Set.of(WRONG_PASSWORD, SERVER_WANTS_NLA, SECURITY_ERROR),
                            "a logon was refused",
                            "",
                            "holdfast user passwd NAME"),
                    new Cause(
                            "REFUSED",
                            "",
                            Set.of(SERVER_ENDED),
                            "somebody who had proven who they are was refused",
                            "session.max-connections",
                            "holdfast setting explain MaxInstanceCount"),
                    new Cause(
                            "LISTENER_FAILED",
                            "",
                            Set.of(NO_ANSWER, ONE_ADAPTER),
                            "a connection could not listen",
                            "connection.listen",
                            "holdfast connection list"),
                    new Cause(
                            "LIMIT_WARNING",
                            "",
                            Set.of(DISCONNECTED_IDLE, SESSION_GONE),
                            "a time limit was about to act",
                            "session.idle-limit",
                            "holdfast setting explain MaxIdleTime"),
                    new Cause(
                            "DRAIN_CHANGED",
                            "ON",
                            Set.of(SERVER_ENDED),
                            "new logons were switched off",
                            "",
                            "holdfast drain off"));

    @Override
    public List<Answer> answers(Question asked, Optional<ClientMessage> said, Evidence seen) {
        var byTime = new TreeMap<Long, Answer>(Comparator.reverseOrder());
        for (Cause cause : CAUSES) {
            boolean fits =
                    said.map(message -> cause.behind().contains(message))
                            .orElse(!asked.atRest() && asked.message().isEmpty());
            if (fits) {
                List<EventRow> found =
                        seen.latest(
                                event ->
                                        concerns(asked, event)
                                                && Cause.of(event).equals(Optional.of(cause)),
                                MOST_OF_ONE_KIND);
                if (!found.isEmpty()) {
                    byTime.put(found.getFirst().sequence(), answer(cause, found, said.isPresent()));
                }
            }
        }
        // Of what is equally likely, what happened last is asked about.
        return List.copyOf(byTime.values());
    }

    static boolean concerns(Question asked, EventRow event) {
        return (asked.session().isEmpty() || asked.session().getAsInt() == event.session())
                && (asked.user().isEmpty() || asked.user().get().equalsIgnoreCase(event.user()))
                && (asked.address().isEmpty() || event.address().startsWith(asked.address().get()));
    }

    private static Answer answer(Cause cause, List<EventRow> found, boolean said) {
        EventRow last = found.getFirst();
        return new Answer(
                said ? Answer.SEEN : Answer.CERTAIN,
                cause.what() + (last.detail().isEmpty() ? "" : " (" + last.detail() + ")"),
                found.stream().map(EventRow::shown).toList(),
                cause.setting(),
                cause.remedy()
                        .replace("SESSION", Integer.toString(last.session()))
                        .replace("CONNECTION", last.connection())
                        .replace("NAME", last.user().isEmpty() ? "NAME" : last.user()));
    }
}
