package holdfast.sessions.record;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** One session's life as a person reads it: when, after how long, what, and why. */
public final class Timeline {
    /** Kept for tools that look for them; they tell a reader nothing that others do not. */
    private static final Set<EventKind> SILENT =
            EnumSet.of(
                    EventKind.ARBITRATION_BEGAN,
                    EventKind.ARBITRATION_ENDED,
                    EventKind.SECURITY_LOGON,
                    EventKind.SECURITY_LOGOFF,
                    EventKind.SECURITY_RECONNECTED,
                    EventKind.SECURITY_DISCONNECTED);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private Timeline() {}

    /**
     * @param events of one session, oldest first
     * @param zone in which times are written
     * @return lines without line ends; a heading first
     */
    public static List<String> of(List<SessionEvent> events, ZoneId zone) {
        if (events.isEmpty()) {
            return List.of("Nothing is on record of this session.");
        }
        List<String> lines = new ArrayList<>();
        lines.add(heading(events));
        LocalDate day = null;
        SessionEvent before = events.getFirst();
        for (SessionEvent event : events) {
            if (SILENT.contains(event.kind())) {
                continue;
            }
            ZonedDateTime time = event.time().atZone(zone);
            if (!time.toLocalDate().equals(day)) {
                day = time.toLocalDate();
                lines.add(day.toString());
            }
            lines.add(
                    "  %s %10s  %4d  %s"
                            .formatted(
                                    TIME.format(time),
                                    since(before, event),
                                    event.kind().id(),
                                    event.text()));
            before = event;
        }
        return lines;
    }

    private static String heading(List<SessionEvent> events) {
        SessionEvent first = events.getFirst();
        String places =
                events.stream()
                        .map(SessionEvent::address)
                        .filter(address -> !address.isEmpty())
                        .distinct()
                        .collect(Collectors.joining(", "));
        long returns = events.stream().filter(each -> each.kind() == EventKind.RECONNECTED).count();
        Duration whole = Duration.between(first.time(), events.getLast().time());
        return "Session %d of %s: %s on record, %d returns%s"
                .formatted(
                        first.session(),
                        first.user(),
                        length(whole),
                        returns,
                        places.isEmpty() ? "" : ", from " + places);
    }

    private static String since(SessionEvent before, SessionEvent event) {
        Duration gap = Duration.between(before.time(), event.time());
        if (gap.isNegative()) {
            return "clock back";
        }
        return gap.toMillis() < 1 ? "" : "+" + length(gap);
    }

    private static String length(Duration time) {
        if (time.toMinutes() < 1) {
            return "%d.%d s".formatted(time.toSeconds(), time.toMillisPart() / 100);
        }
        if (time.toHours() < 1) {
            return "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
        }
        return time.toDays() < 1
                ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
                : "%d d %d h".formatted(time.toDays(), time.toHoursPart());
    }
}
