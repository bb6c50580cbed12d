package holdfast.settings;

/** When a changed value begins to act. */
public enum Effect {
    AT_ONCE("at once, in running sessions too"),
    NEXT_CONNECTION("at the next connection to the server"),
    NEXT_LOGON("at the next logon"),
    RESTART("when the server is started again");

    private final String words;

    Effect(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
