package holdfast.sessions;

/**
 * A user whose identity is proved asks for a session.
 *
 * @param user the canonical name: one user, one spelling. Nothing else decides which session it is.
 * @param osUser the operating-system user that a new session runs as
 * @param from the connection
 * @param choice which of the sessions in {@link Admission.Choose}
 * @param byHand the password was typed at our logon screen: certainly a person and no reconnecting
 *     program
 */
public record LogonRequest(
        String user, String osUser, Newcomer from, Choice choice, boolean byHand) {
    /** A first request, which leaves the choice to the rules. */
    public LogonRequest(String user, String osUser, Newcomer from, boolean byHand) {
        this(user, osUser, from, new Choice.ByRules(), byHand);
    }

    /** Which session, where a user may have several. */
    public sealed interface Choice {
        /** The only one there is, or a new one, or {@link Admission.Choose}. */
        record ByRules() implements Choice {}

        /** This one. */
        record Existing(int session) implements Choice {}

        /** One more, where fSingleSessionPerUser allows it. */
        record Another() implements Choice {}
    }
}
