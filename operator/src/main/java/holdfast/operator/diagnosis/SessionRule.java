package holdfast.operator.diagnosis;

import holdfast.operator.diagnosis.Evidence.SessionRow;
import holdfast.settings.ConnectionDefinition;
import holdfast.settings.SessionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the sessions stand now: several of one user, all places taken, a session not there. */
final class SessionRule implements Rule {
    @Override
    public List<Answer> answers(Question asked, Optional<ClientMessage> said, Evidence seen) {
        var answers = new ArrayList<Answer>();
        boolean aboutSessions =
                said.isEmpty()
                        || said.get() == ClientMessage.NEW_SESSION
                        || said.get() == ClientMessage.STAYED_ACTIVE;
        if (aboutSessions) {
            several(asked, seen, answers);
        }
        if (said.isEmpty() || said.get() == ClientMessage.SERVER_ENDED) {
            full(seen, answers);
            denied(asked, seen, answers);
        }
        notThere(asked, seen, answers);
        return answers;
    }

    private static void several(Question asked, Evidence seen, List<Answer> answers) {
        Map<String, List<SessionRow>> byUser =
                seen.sessions().stream()
                        .filter(session -> !session.user().isEmpty())
                        .filter(session ->
                                asked.user().isEmpty()
                                        || asked.user().get().equalsIgnoreCase(session.user()))
                        .collect(Collectors.groupingBy(SessionRow::user));
        byUser.forEach((user, sessions) -> {
            if (sessions.size() > 1) {
                answers.add(
                        new Answer(
                                Answer.SEEN,
                                user + " has " + sessions.size() + " sessions at once",
                                sessions.stream().map(SessionRule::shown).toList(),
                                "session.single-per-user",
                                "holdfast setting explain fSingleSessionPerUser --user " + user));
            }
        });
    }

    private static void full(Evidence seen, List<Answer> answers) {
        for (ConnectionDefinition connection : seen.settings().connections()) {
            long connected =
                    seen.sessions().stream()
                            .filter(session ->
                                    session.connection().equalsIgnoreCase(connection.name()))
                            .filter(session -> session.state().equals("Active"))
                            .count();
            if (connected >= connection.maximum()) {
                answers.add(
                        new Answer(
                                Answer.SEEN,
                                "all places of connection " + connection.name() + " are taken",
                                List.of(
                                        connected
                                                + " connected, "
                                                + connection.maximum()
                                                + " allowed"),
                                "MaxInstanceCount",
                                "holdfast setting set MaxInstanceCount unlimited --scope connection:"
                                        + connection.name()));
            }
        }
    }

    private static void denied(Question asked, Evidence seen, List<Answer> answers) {
        asked.user()
                .ifPresent(user -> {
                    for (ConnectionDefinition connection : seen.settings().connections()) {
                        SessionSettings session = seen.settings().session(user, connection.name());
                        if (session.logonDisabled()) {
                            answers.add(
                                    new Answer(
                                            Answer.CERTAIN,
                                            user
                                                    + " may not log on by connection "
                                                    + connection.name(),
                                            List.of("fLogonDisabled is 1"),
                                            "fLogonDisabled",
                                            "holdfast setting explain fLogonDisabled --user "
                                                    + user
                                                    + " --connection "
                                                    + connection.name()));
                        }
                    }
                });
    }

    private static void notThere(Question asked, Evidence seen, List<Answer> answers) {
        if (asked.session().isEmpty() || seen.running().isEmpty()) {
            return;
        }
        int wanted = asked.session().getAsInt();
        Optional<SessionRow> there =
                seen.sessions().stream().filter(session -> session.id() == wanted).findFirst();
        if (there.isPresent()) {
            answers.add(
                    new Answer(
                            Answer.REMOTE,
                            "session " + wanted + " is there",
                            List.of(shown(there.get())),
                            "",
                            "holdfast query session " + wanted + " --timeline"));
        } else {
            answers.add(
                    new Answer(
                            Answer.POSSIBLE,
                            "there is no session " + wanted + " now",
                            seen.latest(event -> event.session() == wanted, 3).stream()
                                    .map(Evidence.EventRow::shown)
                                    .toList(),
                            "",
                            "holdfast query session"));
        }
    }

    private static String shown(SessionRow session) {
        return "session "
                + session.id()
                + " of "
                + session.user()
                + ": "
                + session.state()
                + (session.name().isEmpty() ? "" : " on " + session.name())
                + (session.address().isEmpty() ? "" : " from " + session.address())
                + ", idle for "
                + session.idleSeconds()
                + " s";
    }
}
