package holdfast.sessions;

/**
 * A desktop ended by itself.
 *
 * @param failed something it stands on broke; else the user's program finished, which is a logoff
 * @param detail exit status or what broke, for the record
 */
public record DesktopExit(boolean failed, String detail) {}
