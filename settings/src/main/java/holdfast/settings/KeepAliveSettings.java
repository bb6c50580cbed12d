package holdfast.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How dead clients are noticed.
 *
 * @param enabled whether silent clients are asked at all
 * @param askAfter this much silence
 * @param brokenAfter this much silence of a client that can answer makes the connection broken
 * @param tcpDeadline how long TCP may wait for acknowledgements
 * @param writeDeadline how long data may wait for a client that takes none
 * @param problems what an administrator should know
 */
public record KeepAliveSettings(
        boolean enabled,
        Duration askAfter,
        Duration brokenAfter,
        Duration tcpDeadline,
        Duration writeDeadline,
        List<String> problems) {

    /**
     * Windows' pair rules where somebody set it: {@code KeepAliveEnable} 0 is no check, 1 a check
     * every {@code KeepAliveInterval} minutes, one minute where no interval is given. Else our own
     * intervals do.
     */
    static KeepAliveSettings of(Configuration from, String connection) {
        Target target = Target.connection(connection);
        var problems = new ArrayList<String>();
        Duration askAfter = from.value(KeepAliveCatalogue.ASK_AFTER, target);
        Duration brokenAfter = from.value(KeepAliveCatalogue.BROKEN_AFTER, target);
        if (brokenAfter.compareTo(askAfter) <= 0) {
            brokenAfter = askAfter.plus(KeepAliveCatalogue.ASK_AFTER.otherwise());
            problems.add(
                    KeepAliveCatalogue.BROKEN_AFTER.name()
                            + " is not longer than "
                            + KeepAliveCatalogue.ASK_AFTER.name()
                            + ": "
                            + SpanType.spell(brokenAfter)
                            + " is in force");
        }
        Resolved<Boolean> windows =
                from.resolve(KeepAliveCatalogue.KEEP_ALIVE_ENABLE, Target.SERVER);
        if (windows.decidedBy() != Layer.DEFAULT && windows.value()) {
            Duration patience = brokenAfter.minus(askAfter);
            Resolved<Duration> interval =
                    from.resolve(KeepAliveCatalogue.KEEP_ALIVE_INTERVAL, Target.SERVER);
            if (interval.decidedBy() == Layer.DEFAULT) {
                problems.add("KeepAliveEnable is 1 without KeepAliveInterval: one minute is taken");
            }
            askAfter = interval.value();
            brokenAfter = askAfter.plus(patience);
        }
        return new KeepAliveSettings(
                windows.value(),
                askAfter,
                brokenAfter,
                from.value(KeepAliveCatalogue.TCP_DEADLINE, target),
                from.value(KeepAliveCatalogue.WRITE_DEADLINE, target),
                List.copyOf(problems));
    }
}
