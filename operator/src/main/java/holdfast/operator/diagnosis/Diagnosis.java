package holdfast.operator.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The whole answer, the likeliest first.
 *
 * @param meaning what the client's message says by itself; empty where none was given or it is
 *     unknown
 */
public record Diagnosis(Optional<String> meaning, List<Answer> answers) {
    private static final List<Rule> RULES =
            List.of(
                    new AtRestRule(),
                    new SecurityRule(),
                    new CertificateRule(),
                    new EventRule(),
                    new SessionRule(),
                    new ServerRule());

    public Diagnosis {
        answers = List.copyOf(answers);
    }

    public static Diagnosis of(Question asked, Evidence seen) {
        Optional<ClientMessage> said = asked.message().flatMap(ClientMessage::of);
        return new Diagnosis(
                said.map(ClientMessage::meaning),
                RULES.stream()
                        .flatMap(rule -> rule.answers(asked, said, seen).stream())
                        .distinct()
                        .sorted(Comparator.comparingInt(Answer::likelihood).reversed())
                        .toList());
    }
}
