package holdfast.settings;

import static holdfast.settings.Folders.CONNECTIONS;
import static holdfast.settings.Folders.onOff;

import holdfast.settings.PolicyRow.Side;
import holdfast.settings.ValueType.Unit;
import java.time.Duration;

/** How a dead connection is found. */
public final class KeepAliveCatalogue {
    private static final PolicyRow KEEP_ALIVE_POLICY =
            onOff(CONNECTIONS, "Configure keep-alive connection interval");

    public static final Setting<Boolean> KEEP_ALIVE_ENABLE =
            Setting.flag("keepalive.enabled")
                    .windows("KeepAliveEnable")
                    .machineAt(RegistryKeys.TERMINAL_SERVER)
                    .policy(KEEP_ALIVE_POLICY)
                    .otherwise(true, "1, with keepalive.ask-after instead of minutes")
                    .acts(Effect.AT_ONCE)
                    .help(
                            "Whether the server asks silent clients if they are still there. Set to"
                                    + " 1, it asks every keepalive.interval; set to 0, only TCP"
                                    + " notices a lost client.");

    public static final Setting<Duration> KEEP_ALIVE_INTERVAL =
            Setting.span("keepalive.interval", Unit.MINUTES)
                    .windows("KeepAliveInterval")
                    .machineAt(RegistryKeys.TERMINAL_SERVER)
                    .policy(
                            new PolicyRow(
                                    CONNECTIONS,
                                    KEEP_ALIVE_POLICY.title(),
                                    Side.COMPUTER,
                                    "chosen",
                                    "-"))
                    .between(Duration.ofMinutes(1), Duration.ofMinutes(999_999))
                    .otherwise(Duration.ofMinutes(1))
                    .acts(Effect.AT_ONCE)
                    .help(
                            "How often the server checks the session state, where"
                                    + " keepalive.enabled is set to 1.");

    public static final Setting<Duration> ASK_AFTER =
            Setting.span("keepalive.ask-after", Unit.SECONDS)
                    .ours()
                    .between(Duration.ofSeconds(1), Duration.ofHours(1))
                    .otherwise(Duration.ofSeconds(5))
                    .acts(Effect.AT_ONCE)
                    .help("Silence after which the server asks the client if it is still there.");

    public static final Setting<Duration> BROKEN_AFTER =
            Setting.span("keepalive.broken-after", Unit.SECONDS)
                    .ours()
                    .between(Duration.ofSeconds(1), Duration.ofHours(1))
                    .otherwise(Duration.ofSeconds(15))
                    .acts(Effect.AT_ONCE)
                    .help(
                            "Silence after which the connection counts as broken, where the client"
                                    + " answers questions.");

    public static final Setting<Duration> TCP_DEADLINE =
            Setting.span("keepalive.tcp-deadline", Unit.SECONDS)
                    .ours()
                    .between(Duration.ofSeconds(1), Duration.ofHours(24))
                    .otherwise(Duration.ofSeconds(20))
                    .acts(Effect.NEXT_CONNECTION)
                    .help(
                            "How long TCP may wait for acknowledgements before the connection"
                                    + " counts as broken.");

    public static final Setting<Duration> WRITE_DEADLINE =
            Setting.span("keepalive.write-deadline", Unit.SECONDS)
                    .ours()
                    .between(Duration.ofSeconds(1), Duration.ofHours(24))
                    .otherwise(Duration.ofSeconds(15))
                    .acts(Effect.AT_ONCE)
                    .help(
                            "How long data may wait for a client that takes none before the"
                                    + " connection counts as broken.");

    private KeepAliveCatalogue() {}
}
