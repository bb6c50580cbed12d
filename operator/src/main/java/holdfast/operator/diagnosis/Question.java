package holdfast.operator.diagnosis;

import java.util.Optional;
import java.util.OptionalInt;

/** What a diagnosis is asked about; about nothing in particular, it looks at the server at rest. */
public record Question(
        OptionalInt session,
        Optional<String> user,
        Optional<String> address,
        Optional<String> message) {
    public static final Question AT_REST =
            new Question(OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static Question message(String text) {
        return new Question(
                OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.of(text));
    }

    /** Whether nothing in particular is asked about. */
    public boolean atRest() {
        return equals(AT_REST);
    }
}
