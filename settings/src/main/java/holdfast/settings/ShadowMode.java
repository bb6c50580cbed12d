package holdfast.settings;

/** {@code Shadow}: may a session be watched or controlled by another. */
public enum ShadowMode implements Coded {
    NONE,
    CONTROL_WITH_CONSENT,
    CONTROL,
    VIEW_WITH_CONSENT,
    VIEW
}
