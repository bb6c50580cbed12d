package holdfast.logon;

/**
 * One thing a back end wants to say or ask; the texts are the back end's own (PAM's words).
 *
 * @param kind whether an answer is wanted, and whether it may be shown while typed
 */
public record Prompt(Kind kind, String text) {
    public enum Kind {
        /** An answer is wanted, not shown while typed. */
        SECRET,
        /** An answer is wanted, shown while typed. */
        VISIBLE,
        INFORMATION,
        ERROR;

        public boolean wantsAnswer() {
            return this == SECRET || this == VISIBLE;
        }
    }
}
