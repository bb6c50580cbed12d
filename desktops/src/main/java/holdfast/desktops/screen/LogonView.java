package holdfast.desktops.screen;

import java.util.List;

/** What the logon screen shows now. */
sealed interface LogonView {
    /**
     * Prompts, with what was typed for those that want an answer.
     *
     * @param focus index of a field; beyond them the buttons
     */
    record Asking(List<LogonPrompt> prompts, List<Typing> fields, int focus) implements LogonView {
        Asking focused(int to) {
            return new Asking(prompts, fields, Math.floorMod(to, fields.size() + 2));
        }
    }

    record Choosing(String question, List<LogonChoice> choices, int marked) implements LogonView {
        Choosing marked(int to) {
            return new Choosing(question, choices, Math.floorMod(to, choices.size()));
        }
    }

    record Busy(String text) implements LogonView {}
}
