package holdfast.operator.diagnosis;

import java.util.List;
import java.util.Optional;

/** No server at all. */
final class ServerRule implements Rule {
    @Override
    public List<Answer> answers(Question asked, Optional<ClientMessage> said, Evidence seen) {
        if (seen.running().isPresent()) {
            return List.of();
        }
        boolean asks = said.equals(Optional.of(ClientMessage.NO_ANSWER));
        return List.of(
                new Answer(
                        asks ? Answer.SEEN : Answer.REMOTE,
                        "no server runs on this data folder; only settings and certificates were"
                                + " looked at",
                        List.of("its control socket does not answer"),
                        "",
                        "holdfast run"));
    }
}
