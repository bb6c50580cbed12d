package holdfast.settings;

/** A value given to a setting in some place. */
public record Assignment<T>(T value, Origin origin) {}
