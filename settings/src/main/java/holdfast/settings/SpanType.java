package holdfast.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/**
 * A length of time. People write {@code 90s}, {@code 5min}, {@code 2h}, {@code 1d}; a number alone
 * is in the unit that Windows keeps the value in.
 */
final class SpanType extends ValueType<Duration> {
    private final Unit unit;
    private final Duration min;
    private final Duration max;
    private final boolean zeroIsNever;

    private SpanType(Unit unit, Duration min, Duration max, boolean zeroIsNever) {
        this.unit = unit;
        this.min = min;
        this.max = max;
        this.zeroIsNever = zeroIsNever;
    }

    static SpanType in(Unit unit) {
        return new SpanType(unit, Duration.ZERO, unit.times(NumberType.DWORD_MAX), false);
    }

    /** A limit: zero, also written {@code never}, means that there is none. */
    static SpanType limit() {
        return new SpanType(
                Unit.MILLISECONDS,
                Duration.ZERO,
                Unit.MILLISECONDS.times(NumberType.DWORD_MAX),
                true);
    }

    @Override
    ValueType<Duration> between(Duration least, Duration most) {
        return new SpanType(unit, least, most, zeroIsNever);
    }

    @Override
    Duration parse(String text) throws BadValue {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (zeroIsNever && word.equals("never")) {
            return Duration.ZERO;
        }
        int digits = 0;
        while (digits < word.length()
                && (Character.isDigit(word.charAt(digits)) || word.charAt(digits) == '.')) {
            digits++;
        }
        Duration one = unitOf(word.substring(digits).strip());
        if (one.isZero() || digits == 0 || digits > 15) {
            throw new BadValue("\"" + text + "\"", allowed());
        }
        try {
            BigDecimal millis =
                    new BigDecimal(word.substring(0, digits))
                            .multiply(BigDecimal.valueOf(one.toMillis()))
                            .setScale(0, RoundingMode.UNNECESSARY);
            return checked(Duration.ofMillis(millis.longValueExact()));
        } catch (ArithmeticException | NumberFormatException notMilliseconds) {
            throw new BadValue("\"" + text + "\"", allowed());
        }
    }

    /** Zero for a unit that there is not. */
    private Duration unitOf(String sign) {
        return switch (sign) {
            case "" -> unit.one();
            case "ms" -> Duration.ofMillis(1);
            case "s", "sec" -> Duration.ofSeconds(1);
            case "m", "min" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ZERO;
        };
    }

    @Override
    Duration fromRegistry(RegistryData data) throws BadValue {
        long number = data.number().orElseThrow(() -> new BadValue(found(data), allowed()));
        if (number > NumberType.DWORD_MAX) {
            throw new BadValue(String.valueOf(number), allowed());
        }
        return checked(unit.times(number));
    }

    private Duration checked(Duration value) throws BadValue {
        boolean whole = value.toMillis() % unit.one().toMillis() == 0;
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0 || !whole) {
            throw new BadValue(show(value), allowed());
        }
        return value;
    }

    @Override
    RegistryData toRegistry(Duration value) {
        return RegistryData.dword(value.toMillis() / unit.one().toMillis());
    }

    @Override
    String show(Duration value) {
        if (zeroIsNever && value.isZero()) {
            return "never";
        }
        return spell(value);
    }

    static String spell(Duration value) {
        long millis = value.toMillis();
        if (millis == 0) {
            return "0s";
        }
        if (millis % Duration.ofDays(1).toMillis() == 0) {
            return value.toDays() + "d";
        }
        if (millis % Duration.ofHours(1).toMillis() == 0) {
            return value.toHours() + "h";
        }
        if (millis % Duration.ofMinutes(1).toMillis() == 0) {
            return value.toMinutes() + "min";
        }
        return millis % 1000 == 0 ? value.toSeconds() + "s" : millis + "ms";
    }

    @Override
    String toToml(Duration value) {
        return Toml.string(show(value));
    }

    @Override
    String allowed() {
        String range = spell(min) + " to " + spell(max);
        String never = zeroIsNever ? ", 0 or never for no limit" : "";
        return range + never + "; a number alone is in " + unit.sign();
    }

    @Override
    String kind() {
        return "time";
    }
}
