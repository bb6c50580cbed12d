package holdfast.settings;

import static holdfast.settings.Folders.CONNECTIONS;
import static holdfast.settings.Folders.chosen;
import static holdfast.settings.Folders.inverted;

import java.util.List;

/** Where a connection listens, and who may come by it. */
public final class ConnectionCatalogue {
    /** From this number of connections on, Windows' policy means "no limit". */
    public static final long UNLIMITED_CONNECTIONS = 999_999;

    public static final Setting<Boolean> CONNECTION_ENABLED =
            Setting.flag("connection.enabled")
                    .windows("fEnableWinStation")
                    .listener()
                    .otherwise(true)
                    .acts(Effect.AT_ONCE)
                    .help("Whether the connection listens.");

    public static final Setting<List<String>> LISTEN =
            Setting.list("connection.listen", TextListType.Entry.ADDRESS)
                    .connection()
                    .otherwise(List.of("127.0.0.1"))
                    .acts(Effect.AT_ONCE)
                    .help("The addresses to listen on; 0.0.0.0 and :: are all of them.");

    public static final Setting<String> ADAPTER =
            Setting.text("connection.adapter", 15)
                    .connection()
                    .acts(Effect.AT_ONCE)
                    .help(
                            "The network interface to listen on, by name; its addresses are"
                                    + " followed, and connection.listen is not used then.");

    public static final Setting<Long> PORT =
            Setting.number("connection.port")
                    .windows("PortNumber")
                    .listener()
                    .between(1L, 65_535L)
                    .otherwise(3389L)
                    .acts(Effect.AT_ONCE)
                    .help("The TCP port, where an address of connection.listen names none.");

    public static final Setting<String> CONNECTION_COMMENT =
            Setting.text("connection.comment")
                    .windows("Comment")
                    .listener()
                    .acts(Effect.AT_ONCE)
                    .help("A remark for administrators.");

    public static final Setting<Long> MAX_INSTANCE_COUNT =
            Setting.number("connection.maximum")
                    .windows("MaxInstanceCount")
                    .machine()
                    .listener()
                    .policy(chosen(CONNECTIONS, "Limit number of connections"))
                    .between(1L, NumberType.DWORD_MAX)
                    .otherwise(NumberType.DWORD_MAX, "unlimited")
                    .acts(Effect.AT_ONCE)
                    .help(
                            "How many connected sessions there may be; disconnected ones hold no"
                                    + " place. From 999999 on there is no limit.");

    public static final Setting<Boolean> DENY_CONNECTIONS =
            Setting.flag("connection.denied")
                    .windows("fDenyTSConnections")
                    .machineAt(RegistryKeys.TERMINAL_SERVER)
                    .policy(
                            inverted(
                                    CONNECTIONS,
                                    "Allow users to connect remotely by using Remote Desktop"
                                            + " Services"))
                    .otherwise(false, "0; 1 on a fresh Windows")
                    .acts(Effect.AT_ONCE)
                    .help("Refuses new connections; those that run are kept.");

    public static final Setting<List<String>> PERMISSIONS =
            Setting.list("connection.permissions", TextListType.Entry.PERMISSION)
                    .connection()
                    .acts(Effect.NEXT_CONNECTION)
                    .otherwise(List.of(), "empty: everybody as user, administrators in full")
                    .help(
                            "Who may do what on a connection: NAME=RIGHT with a user, @group or *"
                                    + " and none, guest, user or full.");

    private ConnectionCatalogue() {}
}
