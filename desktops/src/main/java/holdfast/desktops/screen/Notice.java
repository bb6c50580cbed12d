package holdfast.desktops.screen;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A box over the picture.
 *
 * @param text {@code %t} in it stands for the time left until {@code deadline}, such as 1:59
 * @param buttons labels, at least one; Enter takes the first, Escape the last
 * @param deadline the box goes away by itself then
 */
public record Notice(String title, String text, List<String> buttons, Optional<Instant> deadline) {
    public Notice {
        buttons = List.copyOf(buttons);
        if (buttons.isEmpty()) {
            throw new IllegalArgumentException("a notice that cannot be answered");
        }
    }

    /** A message with OK, until answered. */
    public static Notice message(String title, String text) {
        return new Notice(title, text, List.of("OK"), Optional.empty());
    }
}
