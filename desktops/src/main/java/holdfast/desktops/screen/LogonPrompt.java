package holdfast.desktops.screen;

/** One line of the logon screen. */
public sealed interface LogonPrompt {
    /** A question whose answer is shown while it is typed. */
    record Text(String label, String preset) implements LogonPrompt {}

    /** A question whose answer is not shown. */
    record Secret(String label) implements LogonPrompt {}

    /** Something to read. */
    record Info(String text) implements LogonPrompt {}

    /** Something that went wrong. */
    record Problem(String text) implements LogonPrompt {}

    default boolean wantsAnswer() {
        return this instanceof Text || this instanceof Secret;
    }
}
