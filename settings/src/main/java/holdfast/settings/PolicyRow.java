package holdfast.settings;

/**
 * The group policy that a value belongs to, with what the editor's buttons write. The pairs are not
 * always 1 and 0: eleven policies are inverted.
 *
 * @param enabled the data that Enabled writes; {@code chosen} where the administrator gives it
 * @param disabled the data that Disabled writes; {@code -} where that is nothing
 * @param side whose policy it is
 */
public record PolicyRow(String folder, String title, Side side, String enabled, String disabled) {
    /** The classes of the templates. */
    public enum Side {
        COMPUTER("computer"),
        COMPUTER_AND_USER("computer, user"),
        /** One policy in both classes; the stricter of the two wins. */
        STRICTER_OF_BOTH("computer and user, the stricter wins");

        private final String words;

        Side(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * Enabled or Disabled, as the policy editor would show it.
     *
     * @param data the number in the registry, in decimal
     */
    public String state(String data) {
        String off = disabled.startsWith("text ") ? disabled.substring(5) : disabled;
        return data.equals(off) ? "Disabled" : "Enabled";
    }
}
