package holdfast.logon.door;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What the door is built with.
 *
 * @param workers how many passwords are hashed at once; each takes 19 MiB meanwhile
 * @param waiting how many attempts wait for a worker before further ones are refused as busy
 * @param remembered how many addresses, accounts and pairs of them the throttle remembers
 * @param throttle how wrong logons are slowed down; asked anew for each attempt
 * @param refusalStep refusals are told at whole multiples of this after the attempt began
 */
public record DoorOptions(
        int workers,
        int waiting,
        int remembered,
        Supplier<ThrottleRules> throttle,
        Duration refusalStep) {
    public static DoorOptions standard() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new DoorOptions(
                Math.clamp(cores, 1, 4),
                64,
                20_000,
                () -> ThrottleRules.STANDARD,
                Duration.ofMillis(250));
    }

    /** With other rules for wrong logons. */
    public DoorOptions withThrottle(Supplier<ThrottleRules> rules) {
        return new DoorOptions(workers, waiting, remembered, rules, refusalStep);
    }
}
