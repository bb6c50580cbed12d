package holdfast.settings;

import java.time.Duration;

/**
 * How wrong logons and unfinished connections are slowed down.
 *
 * @param window after which one wrong logon is forgiven
 * @param incomplete connections on their way to a logon at one time, in all
 */
public record ThrottleSettings(
        int addressFailures,
        int accountFailures,
        Duration window,
        Duration firstDelay,
        Duration longestDelay,
        int incomplete,
        int incompletePerAddress) {

    static ThrottleSettings of(Configuration from) {
        return new ThrottleSettings(
                Math.toIntExact(from.value(ThrottleCatalogue.THROTTLE_ADDRESS_FAILURES)),
                Math.toIntExact(from.value(ThrottleCatalogue.THROTTLE_ACCOUNT_FAILURES)),
                from.value(ThrottleCatalogue.THROTTLE_WINDOW),
                from.value(ThrottleCatalogue.THROTTLE_FIRST_DELAY),
                from.value(ThrottleCatalogue.THROTTLE_LONGEST_DELAY),
                Math.toIntExact(from.value(ThrottleCatalogue.INCOMPLETE_CONNECTIONS)),
                Math.toIntExact(from.value(ThrottleCatalogue.INCOMPLETE_CONNECTIONS_PER_ADDRESS)));
    }
}
