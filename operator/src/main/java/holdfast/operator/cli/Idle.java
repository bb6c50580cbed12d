package holdfast.operator.cli;

import java.time.Duration;

/** The IDLE TIME column of {@code query user}: a point under a minute, minutes, h:mm, d+h:mm. */
final class Idle {
    private Idle() {}

    static String shown(Duration idle) {
        if (idle.toMinutes() < 1) {
            return ".";
        }
        if (idle.toHours() < 1) {
            return Long.toString(idle.toMinutes());
        }
        String hours = "%d:%02d".formatted(idle.toHours() % 24, idle.toMinutesPart());
        return idle.toDays() > 0 ? idle.toDays() + "+" + hours : hours;
    }
}
