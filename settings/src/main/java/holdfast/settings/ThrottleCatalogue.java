package holdfast.settings;

import holdfast.settings.ValueType.Unit;
import java.time.Duration;

/** How wrong logons and unfinished connections are slowed down. */
public final class ThrottleCatalogue {
    public static final Setting<Long> THROTTLE_ADDRESS_FAILURES =
            Setting.number("throttle.address-failures")
                    .oursForTheServer()
                    .between(1L, 1_000L)
                    .otherwise(6L)
                    .acts(Effect.AT_ONCE)
                    .help("Wrong logons from one address after which it has to wait.");

    public static final Setting<Long> THROTTLE_ACCOUNT_FAILURES =
            Setting.number("throttle.account-failures")
                    .oursForTheServer()
                    .between(1L, 1_000L)
                    .otherwise(12L)
                    .acts(Effect.AT_ONCE)
                    .help(
                            "Wrong logons to one account from which on every address but those it was logged on from lately has to wait after each.");

    public static final Setting<Duration> THROTTLE_WINDOW =
            Setting.span("throttle.window", Unit.SECONDS)
                    .oursForTheServer()
                    .between(Duration.ofSeconds(1), Duration.ofDays(1))
                    .otherwise(Duration.ofMinutes(10))
                    .acts(Effect.AT_ONCE)
                    .help("The time after which one wrong logon is forgiven.");

    public static final Setting<Duration> THROTTLE_FIRST_DELAY =
            Setting.span("throttle.first-delay", Unit.SECONDS)
                    .oursForTheServer()
                    .between(Duration.ZERO, Duration.ofMinutes(10))
                    .otherwise(Duration.ofSeconds(1))
                    .acts(Effect.AT_ONCE)
                    .help("The first wait; each further wrong logon doubles it.");

    public static final Setting<Duration> THROTTLE_LONGEST_DELAY =
            Setting.span("throttle.longest-delay", Unit.SECONDS)
                    .oursForTheServer()
                    .between(Duration.ZERO, Duration.ofHours(1))
                    .otherwise(Duration.ofMinutes(1))
                    .acts(Effect.AT_ONCE)
                    .help(
                            "The longest wait of an address; fifteen times as long for an account under attack. Nobody is locked out for good.");

    public static final Setting<Long> INCOMPLETE_CONNECTIONS =
            Setting.number("throttle.incomplete-connections")
                    .oursForTheServer()
                    .between(1L, 100_000L)
                    .otherwise(200L)
                    .acts(Effect.AT_ONCE)
                    .help(
                            "How many connections may be on their way to a logon at one time, and one more for each session that there is. When there are too many, the oldest goes.");

    public static final Setting<Long> INCOMPLETE_CONNECTIONS_PER_ADDRESS =
            Setting.number("throttle.incomplete-connections-per-address")
                    .oursForTheServer()
                    .between(1L, 100_000L)
                    .otherwise(20L)
                    .acts(Effect.AT_ONCE)
                    .help(
                            "The same from one address, and one more for each session whose last client was there: all of an office behind one router may come back at once.");

    private ThrottleCatalogue() {}
}
