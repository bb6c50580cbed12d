package holdfast.operator.diagnosis;

import holdfast.operator.diagnosis.Evidence.EventRow;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What is on record: which events stand behind which message. */
final class EventRule implements Rule {
    private static final int MOST_OF_ONE_KIND = 3;

    @Override
    public List<Answer> answers(Question asked, Optional<ClientMessage> said, Evidence seen) {
        var byTime = new TreeMap<Long, Answer>(Comparator.reverseOrder());
        for (EventCause cause : EventCause.ALL) {
            boolean fits =
                    said.map(message -> cause.behind().contains(message))
                            .orElse(!asked.atRest() && asked.message().isEmpty());
            if (fits) {
                List<EventRow> found =
                        seen.latest(
                                event ->
                                        concerns(asked, event)
                                                && EventCause.of(event).equals(Optional.of(cause)),
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

    private static Answer answer(EventCause cause, List<EventRow> found, boolean said) {
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
