package holdfast.settings;

import static holdfast.settings.Folders.BROKER;
import static holdfast.settings.Folders.CONNECTIONS;
import static holdfast.settings.Folders.ENVIRONMENT;
import static holdfast.settings.Folders.PROFILES;
import static holdfast.settings.Folders.TEMPORARY;
import static holdfast.settings.Folders.alsoForUsers;
import static holdfast.settings.Folders.chosen;
import static holdfast.settings.Folders.inverted;
import static holdfast.settings.Folders.onOff;

import java.util.Map;

/** The settings about the picture, the desktop behind it, profiles and farms. */
public final class DesktopCatalogue {
    public static final Setting<DesktopKind> KIND =
            Setting.choice("desktop.kind", DesktopKind.values(), DesktopKind.AUTO)
                    .machine()
                    .user()
                    .connection()
                    .help("What a new session shows: a real X desktop or a console.");

    public static final Setting<String> SESSION_COMMAND =
            Setting.text("desktop.session-command")
                    .machine()
                    .user()
                    .connection()
                    .otherwise("", "empty: what the system offers")
                    .help("The program that an X desktop begins with.");

    public static final Setting<Long> COLOR_DEPTH =
            Setting.oneOf(
                            "desktop.color-depth",
                            Map.of(
                                    1L,
                                    "8 bit",
                                    2L,
                                    "15 bit",
                                    3L,
                                    "16 bit",
                                    4L,
                                    "24 bit",
                                    5L,
                                    "32 bit",
                                    999L,
                                    "the client's best"))
                    .windows("ColorDepth")
                    .machine()
                    .listener()
                    .policy(chosen(ENVIRONMENT, "Limit maximum color depth"))
                    .otherwise(999L)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("The greatest colour depth that a client gets.");

    public static final Setting<Long> MAX_WIDTH =
            Setting.number("desktop.max-width")
                    .windows("MaxXResolution")
                    .machine()
                    .connection()
                    .policy(chosen(ENVIRONMENT, "Limit maximum display resolution"))
                    .between(640L, 8192L)
                    .otherwise(8192L)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("The greatest width of one monitor, in pixels.");

    public static final Setting<Long> MAX_HEIGHT =
            Setting.number("desktop.max-height")
                    .windows("MaxYResolution")
                    .machine()
                    .connection()
                    .policy(chosen(ENVIRONMENT, "Limit maximum display resolution"))
                    .between(480L, 8192L)
                    .otherwise(8192L)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("The greatest height of one monitor, in pixels.");

    public static final Setting<Long> MAX_MONITORS =
            Setting.number("desktop.max-monitors")
                    .windows("MaxMonitors")
                    .machine()
                    .connection()
                    .policy(chosen(ENVIRONMENT, "Limit number of monitors"))
                    .between(1L, 16L)
                    .otherwise(16L)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("How many monitors a client may use.");

    public static final Setting<Boolean> NO_WALLPAPER =
            feature("desktop.no-wallpaper", "fNoRemoteDesktopWallpaper")
                    .policy(
                            alsoForUsers(
                                    onOff(
                                            ENVIRONMENT,
                                            "Enforce Removal of Remote Desktop Wallpaper")))
                    .help("No picture behind the windows.");

    public static final Setting<Boolean> ALWAYS_DESKTOP =
            feature("desktop.always-shown", "fTurnOffSingleAppMode")
                    .policy(alsoForUsers(onOff(ENVIRONMENT, "Always show desktop on connection")))
                    .help("The desktop is shown even where a start program is set.");

    public static final Setting<Boolean> NO_FONT_SMOOTHING =
            feature("desktop.no-font-smoothing", "fNoFontSmoothing")
                    .policy(onOff(ENVIRONMENT, "Do not allow font smoothing"))
                    .help("Letters are drawn without shades.");

    public static final Setting<Long> COMPRESSION =
            Setting.oneOf(
                            "graphics.compression",
                            Map.of(
                                    0L,
                                    "none",
                                    1L,
                                    "less memory",
                                    2L,
                                    "balanced",
                                    3L,
                                    "less bandwidth"))
                    .windows("MaxCompressionLevel")
                    .machine()
                    .connection()
                    .policy(chosen(ENVIRONMENT, "Configure compression for RemoteFX data"))
                    .otherwise(2L)
                    .mark(Mark.WITH_FEATURE)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("How hard data are compressed.");

    public static final Setting<Long> IMAGE_QUALITY =
            Setting.oneOf(
                            "graphics.image-quality",
                            Map.of(1L, "lossless", 2L, "high", 3L, "medium", 4L, "low"))
                    .windows("ImageQuality")
                    .machine()
                    .connection()
                    .policy(
                            chosen(
                                    ENVIRONMENT,
                                    "Configure image quality for RemoteFX Adaptive Graphics"))
                    .otherwise(3L)
                    .mark(Mark.WITH_FEATURE)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("How exact pictures are.");

    public static final Setting<Long> GRAPHICS_PROFILE =
            Setting.oneOf(
                            "graphics.profile",
                            Map.of(1L, "scalability", 2L, "the system chooses", 3L, "bandwidth"))
                    .windows("GraphicsProfile")
                    .machine()
                    .connection()
                    .policy(chosen(ENVIRONMENT, "Configure RemoteFX Adaptive Graphics"))
                    .otherwise(2L)
                    .mark(Mark.WITH_FEATURE)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("What encoding spares: the server or the network.");

    public static final Setting<Boolean> AVC_444 =
            feature("graphics.avc444", "AVC444ModePreferred")
                    .policy(onOff(ENVIRONMENT, "Prioritize H.264/AVC 444 graphics mode"))
                    .help("H.264 with full colour resolution is preferred.");

    public static final Setting<Boolean> AVC_HARDWARE =
            feature("graphics.avc-hardware", "AVCHardwareEncodePreferred")
                    .policy(onOff(ENVIRONMENT, "Configure H.264/AVC hardware encoding"))
                    .help("H.264 is encoded by hardware where there is some.");

    public static final Setting<Boolean> HARDWARE_GRAPHICS =
            feature("graphics.hardware", "bEnumerateHWBeforeSW")
                    .policy(
                            onOff(
                                    ENVIRONMENT,
                                    "Use hardware graphics adapters for all Remote Desktop Services"
                                            + " sessions"))
                    .help("Sessions draw with the graphics hardware.");

    public static final Setting<Boolean> NO_DISCONNECT_ITEM =
            Setting.flag("desktop.no-disconnect-item")
                    .windows("NoDisconnect")
                    .policy(
                            onOff(
                                    ENVIRONMENT,
                                    "Remove \"Disconnect\" option from Shut Down dialog"),
                            RegistryKeys.EXPLORER_POLICY)
                    .mark(Mark.WITH_FEATURE)
                    .help("Menus offer no way to disconnect.");

    public static final Setting<Long> TRANSPORT =
            Setting.oneOf("network.transport", Map.of(0L, "both", 1L, "TCP only", 2L, "UDP or TCP"))
                    .windows("SelectTransport")
                    .machine()
                    .listener()
                    .policy(chosen(CONNECTIONS, "Select RDP transport protocols"))
                    .otherwise(1L, "1: TCP only; 2 on Windows")
                    .mark(Mark.WITH_FEATURE)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("The transports that are offered to clients.");

    public static final Setting<Long> NETWORK_DETECT =
            Setting.oneOf(
                            "network.detection",
                            Map.of(
                                    0L,
                                    "both on",
                                    1L,
                                    "at connect time off",
                                    2L,
                                    "continuous off",
                                    3L,
                                    "both off"))
                    .windows("SelectNetworkDetect")
                    .machine()
                    .listener()
                    .policy(chosen(CONNECTIONS, "Select network detection on the server"))
                    .mark(Mark.WITH_FEATURE)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("Measuring of round trip and bandwidth.");

    public static final Setting<Boolean> UNLISTED_PROGRAMS =
            feature("remoteapp.unlisted-programs", "fAllowUnlistedRemotePrograms")
                    .policy(onOff(CONNECTIONS, "Allow remote start of unlisted programs"))
                    .help("Clients may start programs that no list names.");

    public static final Setting<Boolean> CPU_QUOTA =
            Setting.flag("session.fair-share")
                    .windows("EnableCpuQuota")
                    .policy(
                            inverted(CONNECTIONS, "Turn off Fair Share CPU Scheduling"),
                            RegistryKeys.QUOTA_POLICY)
                    .otherwise(true)
                    .mark(Mark.WITH_FEATURE)
                    .help("Processor time is shared fairly between sessions (cgroups).");

    public static final Setting<String> ROAMING_PROFILE =
            Setting.text("profile.path")
                    .windows("WFProfilePath")
                    .policy(chosen(PROFILES, "Set path for RDS Roaming User Profile"))
                    .mark(Mark.WITH_FEATURE)
                    .help("Where users' profiles are kept.");

    public static final Setting<Boolean> HOME_ON_NETWORK =
            Setting.flag("profile.home-on-network")
                    .windows("WFHomeDirUNC")
                    .policy(chosen(PROFILES, "Set RDS User Home Directory"))
                    .mark(Mark.WITH_FEATURE)
                    .help("Whether profile.home is a network path.");

    public static final Setting<String> HOME =
            Setting.text("profile.home")
                    .windows("WFHomeDir")
                    .policy(chosen(PROFILES, "Set RDS User Home Directory"))
                    .mark(Mark.WITH_FEATURE)
                    .help("The root of users' home folders.");

    public static final Setting<String> HOME_DRIVE =
            Setting.text("profile.home-drive", 2)
                    .windows("WFHomeDirDrive")
                    .policy(chosen(PROFILES, "Set RDS User Home Directory"))
                    .mark(Mark.WITH_FEATURE)
                    .help("The drive letter of a home on the network, \"G:\" to \"Z:\".");

    public static final Setting<Boolean> DELETE_TEMP_FOLDERS =
            Setting.flag("session.delete-temp-folders")
                    .windows("DeleteTempDirsOnExit")
                    .machineAt(RegistryKeys.TERMINAL_SERVER)
                    .policy(inverted(TEMPORARY, "Do not delete temp folders upon exit"))
                    .otherwise(true)
                    .mark(Mark.WITH_FEATURE)
                    .help("A session's temporary folder goes with it.");

    public static final Setting<Boolean> TEMP_FOLDER_PER_SESSION =
            Setting.flag("session.own-temp-folder")
                    .windows("PerSessionTempDir")
                    .machineAt(RegistryKeys.TERMINAL_SERVER)
                    .policy(inverted(TEMPORARY, "Do not use temporary folders per session"))
                    .otherwise(true)
                    .mark(Mark.WITH_FEATURE)
                    .help("Each session has a temporary folder of its own.");

    public static final Setting<Boolean> FARM_MEMBER =
            Setting.flag("farm.member")
                    .windows("SessionDirectoryActive")
                    .machineAt(RegistryKeys.TERMINAL_SERVER)
                    .policy(onOff(BROKER, "Join RD Connection Broker"))
                    .mark(Mark.WITH_FEATURE)
                    .acts(Effect.RESTART)
                    .help("The server belongs to a farm.");

    public static final Setting<String> FARM_NAME =
            Setting.text("farm.name", 128)
                    .windows("SessionDirectoryClusterName")
                    .machine()
                    .policy(chosen(BROKER, "Configure RD Connection Broker farm name"))
                    .mark(Mark.WITH_FEATURE)
                    .acts(Effect.RESTART)
                    .help("The name of the farm.");

    public static final Setting<String> FARM_LOCATION =
            Setting.text("farm.location", 128)
                    .windows("SessionDirectoryLocation")
                    .machine()
                    .policy(chosen(BROKER, "Configure RD Connection Broker server name"))
                    .mark(Mark.WITH_FEATURE)
                    .acts(Effect.RESTART)
                    .help("Where the farm's session directory is.");

    public static final Setting<Boolean> FARM_BY_ADDRESS =
            Setting.flag("farm.redirect-by-address")
                    .windows("SessionDirectoryExposeServerIP")
                    .machineAt(RegistryKeys.TERMINAL_SERVER)
                    .policy(onOff(BROKER, "Use IP Address Redirection"))
                    .otherwise(true)
                    .mark(Mark.WITH_FEATURE)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("Clients are sent to an address; with 0, by a routing token.");

    public static final Setting<Boolean> FARM_LOAD_BALANCING =
            feature("farm.load-balancing", "ParticipateInLoadBalancing")
                    .policy(onOff(BROKER, "Use RD Connection Broker load balancing"))
                    .help("New sessions are spread over the farm.");

    private DesktopCatalogue() {}

    private static Setting.Draft<Boolean> feature(String name, String windowsName) {
        return Setting.flag(name)
                .windows(windowsName)
                .machine()
                .connection()
                .mark(Mark.WITH_FEATURE);
    }
}
