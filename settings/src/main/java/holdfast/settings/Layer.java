package holdfast.settings;

/** Where a value can come from, strongest first. The order of the constants is the precedence. */
public enum Layer {
    /** System cryptography: decides the encryption level and nothing else. */
    FIPS_SWITCH("FIPS switch"),
    COMPUTER_POLICY("computer policy"),
    USER_POLICY("user policy"),
    /** Counts where the connection's inherit flag for the field is cleared, or has none. */
    CONNECTION("connection"),
    USER("user account"),
    MACHINE("machine"),
    DEFAULT("default");

    private final String words;

    Layer(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
