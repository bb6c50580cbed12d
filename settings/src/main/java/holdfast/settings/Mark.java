package holdfast.settings;

/** How far a setting reaches in Holdfast. */
public enum Mark {
    /** Acts in full. */
    WORKS("a", "works"),
    /** Is read, resolved and shown; acts where the feature that it belongs to exists. */
    WITH_FEATURE("b", "its effect comes with its feature"),
    /** Means something only on Windows: read, kept, exported and named. */
    WINDOWS_ONLY("c", "Windows only: read and kept, without effect here");

    private final String letter;
    private final String words;

    Mark(String letter, String words) {
        this.letter = letter;
        this.words = words;
    }

    public String letter() {
        return letter;
    }

    public String words() {
        return words;
    }
}
