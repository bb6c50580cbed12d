package holdfast.operator.cli;

import java.time.Duration;

/** Times as people write them. */
final class Spans {
    private Spans() {}

    static String shown(Duration time) {
        if (time.isZero()) {
            return "never";
        }
        var shown = new StringBuilder();
        part(shown, time.toDays(), "d");
        part(shown, time.toHoursPart(), "h");
        part(shown, time.toMinutesPart(), "min");
        part(shown, time.toSecondsPart(), "s");
        return shown.isEmpty() ? time.toMillis() + "ms" : shown.toString();
    }

    private static void part(StringBuilder shown, long number, String unit) {
        if (number > 0) {
            shown.append(shown.isEmpty() ? "" : " ").append(number).append(unit);
        }
    }
}
