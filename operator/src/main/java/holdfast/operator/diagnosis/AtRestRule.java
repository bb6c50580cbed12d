package holdfast.operator.diagnosis;

import static holdfast.operator.diagnosis.ClientMessage.*;

import holdfast.settings.Finding;
import holdfast.settings.Finding.Kind;
import holdfast.settings.RestCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the settings alone make happen: which finding of the check at rest fits which message. */
final class AtRestRule implements Rule {
    private static final Map<ClientMessage, Map<Kind, Integer>> FITS =
            Map.ofEntries(
                    Map.entry(
                            SECURITY_ERROR,
                            Map.of(
                                    Kind.LEVEL_FEW_CLIENTS_MEET,
                                    Answer.CERTAIN,
                                    Kind.KEEP_ALIVE_OFF,
                                    Answer.POSSIBLE,
                                    Kind.ILLEGAL_PAIR,
                                    Answer.REMOTE)),
                    Map.entry(
                            ENCRYPTION_ERROR, Map.of(Kind.LEVEL_FEW_CLIENTS_MEET, Answer.CERTAIN)),
                    Map.entry(
                            STAYED_ACTIVE,
                            Map.of(
                                    Kind.KEEP_ALIVE_OFF,
                                    Answer.CERTAIN,
                                    Kind.KEEP_ALIVE_SLOW,
                                    Answer.LIKELY)),
                    Map.entry(
                            NEW_SESSION,
                            Map.of(
                                    Kind.SEVERAL_SESSIONS,
                                    Answer.CERTAIN,
                                    Kind.BROKEN_ENDS_SESSION,
                                    Answer.LIKELY,
                                    Kind.SHORT_DISCONNECTED_LIMIT,
                                    Answer.LIKELY - 5,
                                    Kind.KEEP_ALIVE_OFF,
                                    Answer.LIKELY - 10,
                                    Kind.LIMIT_ENDS_SESSION,
                                    Answer.POSSIBLE)),
                    Map.entry(
                            SESSION_GONE,
                            Map.of(
                                    Kind.BROKEN_ENDS_SESSION,
                                    Answer.CERTAIN,
                                    Kind.SHORT_DISCONNECTED_LIMIT,
                                    Answer.CERTAIN - 5,
                                    Kind.LIMIT_ENDS_SESSION,
                                    Answer.LIKELY)),
                    Map.entry(DISCONNECTED_IDLE, Map.of(Kind.LIMIT_ENDS_SESSION, Answer.POSSIBLE)),
                    Map.entry(SERVER_ENDED, Map.of(Kind.CONNECTIONS_DENIED, Answer.CERTAIN)),
                    Map.entry(
                            NO_ANSWER,
                            Map.of(
                                    Kind.LOCAL_ONLY,
                                    Answer.CERTAIN - 5,
                                    Kind.CONNECTION_OFF,
                                    Answer.LIKELY,
                                    Kind.WINDOWS_ADAPTER,
                                    Answer.POSSIBLE)),
                    Map.entry(ASKS_PASSWORD, Map.of(Kind.NO_AUTO_RECONNECT, Answer.CERTAIN)),
                    Map.entry(
                            ALL_OFF,
                            Map.of(
                                    Kind.KEEP_ALIVE_OFF,
                                    Answer.CERTAIN,
                                    Kind.KEEP_ALIVE_SLOW,
                                    Answer.LIKELY)),
                    Map.entry(
                            LEVEL_DIFFERS,
                            Map.of(
                                    Kind.HIDDEN_BY_POLICY,
                                    Answer.CERTAIN,
                                    Kind.ILLEGAL_PAIR,
                                    Answer.LIKELY,
                                    Kind.PASSED_OVER,
                                    Answer.POSSIBLE)),
                    Map.entry(
                            ONE_ADAPTER,
                            Map.of(
                                    Kind.WINDOWS_ADAPTER,
                                    Answer.CERTAIN,
                                    Kind.LOCAL_ONLY,
                                    Answer.LIKELY,
                                    Kind.CONNECTION_OFF,
                                    Answer.POSSIBLE)));

    @Override
    public List<Answer> answers(Question asked, Optional<ClientMessage> said, Evidence seen) {
        return RestCheck.of(seen.settings()).stream()
                .flatMap(finding ->
                        likelihood(finding, asked, said)
                                .map(likelihood -> answer(finding, likelihood))
                                .stream())
                .toList();
    }

    /** A message picks what fits it; everything else is asked about in general. */
    private static Optional<Integer> likelihood(
            Finding finding, Question asked, Optional<ClientMessage> said) {
        if (said.isPresent()) {
            return Optional.ofNullable(FITS.getOrDefault(said.get(), Map.of()).get(finding.kind()));
        }
        boolean general = asked.atRest() || asked.message().isPresent();
        return switch (finding.weight()) {
            case BAD -> Optional.of(Answer.LIKELY);
            case DOUBTFUL -> Optional.of(Answer.POSSIBLE);
            case NOTE -> general ? Optional.of(Answer.REMOTE) : Optional.empty();
        };
    }

    private static Answer answer(Finding finding, int likelihood) {
        return new Answer(
                likelihood,
                finding.consequence(),
                List.of(finding.about() + ": " + finding.fact()),
                finding.setting(),
                finding.remedy());
    }
}
