package holdfast.settings;

/** {@code Shadow}: may a session be watched or controlled by another. */
public enum ShadowMode implements Coded {
    NONE(0, "none"),
    CONTROL_WITH_CONSENT(1, "control-with-consent"),
    CONTROL(2, "control"),
    VIEW_WITH_CONSENT(3, "view-with-consent"),
    VIEW(4, "view");

    private final int code;
    private final String word;

    ShadowMode(int code, String word) {
        this.code = code;
        this.word = word;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String word() {
        return word;
    }
}
