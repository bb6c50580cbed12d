package holdfast.operator.control;

import java.util.Map;
import java.util.Optional;

/**
 * What a command asks of the running server.
 *
 * @param command such as {@code query session}
 * @param options by name; a value may be empty
 */
public record ControlRequest(String command, Map<String, String> options) {
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** A whole number, or a refusal that names the option. */
    public int number(String name) throws ControlRefusal {
        String text = option(name).orElse("");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ControlRefusal(name + " is \"" + text + "\"; a whole number is wanted");
        }
    }
}
