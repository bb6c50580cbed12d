package holdfast.desktops.screen;

/**
 * One entry of a list to choose from.
 *
 * @param detail a second, smaller line; may be empty
 */
public record LogonChoice(String title, String detail) {}
