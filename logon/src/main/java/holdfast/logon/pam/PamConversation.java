package holdfast.logon.pam;

import holdfast.logon.Prompt;
import java.util.List;
import java.util.Optional;

/** Who answers PAM's questions. Called on the thread that called PAM, and may block there. */
@FunctionalInterface
interface PamConversation {
    /**
     * @return one answer for each prompt that wants one, in order, wiped by the caller; empty to
     *     give up
     */
    Optional<List<char[]>> converse(List<Prompt> prompts);
}
