package holdfast.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole number in a range, or one of a few with names; a DWORD in the registry. */
final class NumberType extends ValueType<Long> {
    static final long DWORD_MAX = 0xFFFF_FFFFL;

    private final long min;
    private final long max;
    private final Map<Long, String> labels;

    private NumberType(long min, long max, Map<Long, String> labels) {
        this.min = min;
        this.max = max;
        this.labels = labels;
    }

    static NumberType number() {
        return new NumberType(0, DWORD_MAX, Map.of());
    }

    /** Only the given numbers are allowed. */
    static NumberType oneOf(Map<Long, String> labels) {
        return new NumberType(0, DWORD_MAX, labels);
    }

    @Override
    ValueType<Long> between(Long least, Long most) {
        return new NumberType(least, most, labels);
    }

    @Override
    Long parse(String text) throws BadValue {
        String digits = text.strip();
        try {
            return checked(Long.decode(digits));
        } catch (NumberFormatException notANumber) {
            throw new BadValue("\"" + text + "\"", allowed());
        }
    }

    @Override
    Long fromRegistry(RegistryData data) throws BadValue {
        return checked(data.number().orElseThrow(() -> new BadValue(found(data), allowed())));
    }

    private Long checked(long value) throws BadValue {
        boolean fits = labels.isEmpty() ? value >= min && value <= max : labels.containsKey(value);
        if (!fits) {
            throw new BadValue(String.valueOf(value), allowed());
        }
        return value;
    }

    @Override
    RegistryData toRegistry(Long value) {
        return RegistryData.dword(value);
    }

    @Override
    String show(Long value) {
        return String.valueOf(value);
    }

    @Override
    String toToml(Long value) {
        return String.valueOf(value);
    }

    @Override
    String allowed() {
        if (labels.isEmpty()) {
            return min + " to " + max;
        }
        List<String> words = new ArrayList<>();
        labels.keySet().stream()
                .sorted()
                .forEach(number -> words.add(number + " (" + labels.get(number) + ")"));
        return String.join(", ", words);
    }

    @Override
    String kind() {
        return "number";
    }
}
