package holdfast.settings;

import java.util.List;
import java.util.Optional;

/**
 * The answer to "what is in force, and why".
 *
 * @param opinions what each layer says that may hold the setting, strongest first
 * @param problems what an administrator should know about it, in sentences
 */
public record Resolved<T>(
        Setting<T> setting,
        T value,
        Layer decidedBy,
        List<Opinion<T>> opinions,
        Effect whenItActs,
        List<String> problems) {

    /**
     * One layer's say.
     *
     * @param value empty where the layer is silent
     * @param counts false where the layer says something that is passed over; {@code note} tells
     *     why
     */
    public record Opinion<T>(
            Layer layer, Optional<T> value, Origin origin, boolean counts, String note) {}

    public Resolved {
        opinions = List.copyOf(opinions);
        problems = List.copyOf(problems);
    }

    /** The value as people write it; a secret is not shown. */
    public String shown() {
        return setting.show(value);
    }

    /** Where the winning value stands. */
    public Origin origin() {
        return opinions.stream()
                .filter(opinion -> opinion.layer() == decidedBy)
                .map(Opinion::origin)
                .findFirst()
                .orElse(Origin.BUILT_IN);
    }
}
