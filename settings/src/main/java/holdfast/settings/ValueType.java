package holdfast.settings;

import java.time.Duration;
import java.util.List;

/**
 * How values of one kind are written: by people, in TOML and in the registry. Stateless and shared.
 *
 * @param <T> the type that code works with
 */
abstract sealed class ValueType<T>
        permits SwitchType, NumberType, SpanType, ChoiceType, TextType, TextListType, BytesType {

    /** Reads what a person typed. */
    abstract T parse(String text) throws BadValue;

    /** Reads a TOML value as the parser gives it: Long, Boolean, String or a list of String. */
    T fromToml(Object value) throws BadValue {
        return switch (value) {
            case String text -> parse(text);
            case Long number -> parse(number.toString());
            case Boolean flag -> parse(flag.toString());
            default -> throw new BadValue("a " + kindOf(value), allowed());
        };
    }

    abstract T fromRegistry(RegistryData data) throws BadValue;

    abstract RegistryData toRegistry(T value);

    /** What {@link #parse} reads back as the same value. */
    abstract String show(T value);

    /** The value as TOML. */
    abstract String toToml(T value);

    /** What is allowed, in words. */
    abstract String allowed();

    /** The kind in one or two words, for the manual. */
    abstract String kind();

    /** A type whose values lie between two bounds, or this one if it has no order. */
    ValueType<T> between(T min, T max) {
        throw new IllegalArgumentException(kind() + " has no range");
    }

    static String kindOf(Object value) {
        return switch (value) {
            case String _ -> "text";
            case Long _ -> "number";
            case Boolean _ -> "true or false";
            case Double _ -> "number with a fraction";
            case List<?> _ -> "list";
            default -> "value of another kind";
        };
    }

    static String found(RegistryData data) {
        return data.number()
                .map(String::valueOf)
                .orElse(
                        "registry data of type "
                                + data.type()
                                + ", "
                                + data.bytes().length
                                + " bytes");
    }

    /** The unit of a number that stands alone, and of the registry's number. */
    enum Unit {
        MILLISECONDS(Duration.ofMillis(1), "ms"),
        SECONDS(Duration.ofSeconds(1), "s"),
        MINUTES(Duration.ofMinutes(1), "min");

        private final Duration one;
        private final String sign;

        Unit(Duration one, String sign) {
            this.one = one;
            this.sign = sign;
        }

        Duration one() {
            return one;
        }

        /** Duration's own multiplication goes by way of BigDecimal, which takes 20 ms to load. */
        Duration times(long count) {
            return Duration.ofMillis(Math.multiplyExact(one.toMillis(), count));
        }

        String sign() {
            return sign;
        }
    }
}
