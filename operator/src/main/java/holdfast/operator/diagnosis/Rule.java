package holdfast.operator.diagnosis;

import java.util.List;
import java.util.Optional;

/** One kind of thing to look for. */
@FunctionalInterface
interface Rule {
    /**
     * What speaks for it.
     *
     * @param said what the client's message means; empty where none was given or it is unknown
     */
    List<Answer> answers(Question asked, Optional<ClientMessage> said, Evidence seen);
}
