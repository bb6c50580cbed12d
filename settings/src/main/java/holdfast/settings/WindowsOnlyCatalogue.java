package holdfast.settings;

import static holdfast.settings.Folders.COMPATIBILITY;
import static holdfast.settings.Folders.CONNECTIONS;
import static holdfast.settings.Folders.ENVIRONMENT;
import static holdfast.settings.Folders.LICENSING;
import static holdfast.settings.Folders.PRINTERS;
import static holdfast.settings.Folders.PROFILES;
import static holdfast.settings.Folders.REDIRECTION;
import static holdfast.settings.Folders.REMOTEFX_2008_R2;
import static holdfast.settings.Folders.SECURITY;
import static holdfast.settings.Folders.chosen;
import static holdfast.settings.Folders.inverted;
import static holdfast.settings.Folders.onOff;

import holdfast.settings.PolicyRow.Side;
import holdfast.settings.Setting.Draft;
import holdfast.settings.TextListType.Entry;
import java.util.List;
import java.util.Map;

/** What means something on Windows alone. It is read, checked, kept, exported and named. */
final class WindowsOnlyCatalogue {
    private static final String VIRTUAL_IP = RegistryKeys.POLICY + "\\TSAppSrv\\VirtualIP";
    private static final String VIRTUAL_IP_TITLE = "Turn on Remote Desktop IP Virtualization";

    private WindowsOnlyCatalogue() {}

    static List<Setting<?>> all() {
        return List.of(
                // Connections and security
                number("windows.listener-keepalive-timeout", "KeepAliveTimeout")
                        .listener()
                        .help(
                                "Milliseconds by its description; whether Windows heeds it is"
                                        + " unknown. Use keepalive.ask-after."),
                number("windows.lan-adapter", "LanAdapter")
                        .listener()
                        .help(
                                "The LANA id of a Windows adapter, 0 for all. Use"
                                        + " connection.adapter."),
                number("windows.app-registration-wait", "LogonWaitForPackageRegistration")
                        .policy(
                                onOff(
                                        CONNECTIONS,
                                        "Suspend user sign-in to complete app registration"),
                                RegistryKeys.POLICY + "\\AllUserInstallAgent")
                        .help("Whether a logon waits for the registration of apps."),
                flag("windows.disconnect-on-lock-identity", "fDisconnectOnLockMicrosoftIdentity")
                        .policy(
                                onOff(
                                        SECURITY,
                                        "Disconnect remote session on lock for Microsoft identity"
                                                + " platform authentication"))
                        .otherwise(true)
                        .help("The lock screen of sessions with a Microsoft identity."),
                text("windows.self-signed-store", "SelfSignedCertStore")
                        .machineAt(RegistryKeys.WINSTATIONS)
                        .otherwise("Remote Desktop")
                        .help("The store of the certificate that Windows makes itself."),
                Setting.bytes("windows.self-signed-certificate", 20)
                        .windows("SelfSignedCertificate")
                        .mark(Mark.WINDOWS_ONLY)
                        .machineAt(RegistryKeys.WINSTATIONS)
                        .help("The thumbprint of the certificate that Windows made itself."),
                // Listener values of the session stack
                flag("windows.inherit-security", "fInheritSecurity")
                        .listener()
                        .help("Of the listener."),
                flag("windows.inherit-auto-client", "fInheritAutoClient")
                        .listener()
                        .otherwise(true)
                        .help("Client devices from the user's properties."),
                flag("windows.inherit-color-depth", "fInheritColorDepth")
                        .listener()
                        .help("Colour depth from the client."),
                flag("windows.inherit-callback", "fInheritCallback")
                        .listener()
                        .help("Modem callback from the user's properties."),
                flag("windows.inherit-callback-number", "fInheritCallbackNumber")
                        .listener()
                        .otherwise(true)
                        .help("The number of a modem callback from the user's properties."),
                flag("windows.disable-encryption", "fDisableEncryption")
                        .listener()
                        .otherwise(true)
                        .help("Encryption of Citrix ICA connections."),
                flag("windows.disable-exe", "fDisableExe")
                        .listener()
                        .help("Only published programs may be started."),
                flag("windows.default-gina", "fUseDefaultGina")
                        .listener()
                        .help("Which logon dialog is used."),
                number("windows.interactive-delay", "InteractiveDelay")
                        .listener()
                        .otherwise(0x32L)
                        .help("Output delay in milliseconds."),
                number("windows.out-buffer-delay", "OutBufDelay")
                        .listener()
                        .otherwise(0x64L)
                        .help("Output delay in milliseconds."),
                number("windows.out-buffer-count", "OutBufCount")
                        .listener()
                        .otherwise(6L)
                        .help("Output buffers."),
                number("windows.out-buffer-length", "OutBufLength")
                        .listener()
                        .otherwise(0x212L)
                        .help("Bytes in an output buffer."),
                number("windows.input-buffer-length", "InputBufferLength")
                        .listener()
                        .otherwise(0x800L)
                        .help("Bytes in an input buffer."),
                text("windows.driver-name", "WdName")
                        .listener()
                        .otherwise("Microsoft RDP 8.0")
                        .help("The name of Windows' protocol driver."),
                // The key of Terminal Server
                number("windows.allow-remote-rpc", "AllowRemoteRPC")
                        .machineAt(RegistryKeys.TERMINAL_SERVER)
                        .help("Administration from other computers."),
                number("windows.application-server", "TSUserEnabled")
                        .machineAt(RegistryKeys.TERMINAL_SERVER)
                        .help("Rights of Terminal Server users in old programs."),
                // Devices and printers
                flag("windows.plug-and-play-disabled", "fDisablePNPRedir")
                        .policy(
                                onOff(
                                        REDIRECTION,
                                        "Do not allow supported Plug and Play device redirection"))
                        .help("Plug and Play devices of the client."),
                flag("windows.ui-automation", "EnableUiaRedirection")
                        .policy(onOff(REDIRECTION, "Allow UI Automation redirection"))
                        .help("Screen readers of the client."),
                Setting.oneOf(
                                "windows.easy-print-first",
                                Map.of(
                                        1L,
                                        "old templates",
                                        2L,
                                        "old templates",
                                        3L,
                                        "Easy Print first",
                                        4L,
                                        "driver first"))
                        .windows("UseUniversalPrinterDriverFirst")
                        .mark(Mark.WINDOWS_ONLY)
                        .policy(
                                new PolicyRow(
                                        PRINTERS,
                                        "Use Remote Desktop Easy Print printer driver first",
                                        Side.COMPUTER_AND_USER,
                                        "3",
                                        "4"))
                        .otherwise(3L)
                        .help("Which printer driver is tried first."),
                flag("windows.fallback-printer-driver", "fPolicyFallbackPrintDriver")
                        .policy(
                                onOff(
                                        PRINTERS,
                                        "Specify RD Session Host server fallback printer driver"
                                                + " behavior"))
                        .help("Whether a printer without a driver gets a general one."),
                Setting.oneOf(
                                "windows.fallback-printer-driver-type",
                                Map.of(1L, "none", 2L, "PCL", 3L, "PS", 4L, "both"))
                        .windows("FallbackPrintDriverType")
                        .mark(Mark.WINDOWS_ONLY)
                        .policy(
                                chosen(
                                        PRINTERS,
                                        "Specify RD Session Host server fallback printer driver"
                                                + " behavior"))
                        .help("Which general driver that is."),
                // Licensing
                text("windows.license-servers", "LicenseServers")
                        .policy(
                                chosen(
                                        LICENSING,
                                        "Use the specified Remote Desktop license servers"))
                        .help("Licence servers that are tried first. Holdfast needs no licence."),
                Setting.oneOf(
                                "windows.licensing-mode",
                                Map.of(
                                        0L,
                                        "personal",
                                        1L,
                                        "administration",
                                        2L,
                                        "Per Device",
                                        3L,
                                        "Per User (WMI)",
                                        4L,
                                        "Per User",
                                        5L,
                                        "not set",
                                        6L,
                                        "AAD Per User"))
                        .windows("LicensingMode")
                        .mark(Mark.WINDOWS_ONLY)
                        .machineAt(RegistryKeys.LICENSING_CORE)
                        .policy(chosen(LICENSING, "Set the Remote Desktop licensing mode"))
                        .otherwise(5L)
                        .help("The kind of licences. Holdfast needs none."),
                flag("windows.licensing-notices-hidden", "fDisableTerminalServerTooltip")
                        .policy(
                                onOff(
                                        LICENSING,
                                        "Hide notifications about RD Licensing problems that affect"
                                                + " the RD Session Host server"))
                        .help("Notices about licensing."),
                // Profiles
                flag("windows.mandatory-profile", "WFDontAppendUserNameToProfile")
                        .policy(
                                onOff(
                                        PROFILES,
                                        "Use mandatory profiles on the RD Session Host server"))
                        .help("One profile for everybody."),
                flag("windows.profile-cache-limited", "DeleteRoamingUserProfile")
                        .policy(
                                onOff(
                                        PROFILES,
                                        "Limit the size of the entire roaming user profile cache"))
                        .help("Whether old profiles are removed."),
                number("windows.profile-cache-interval", "MonitoringInterval")
                        .policy(
                                chosen(
                                        PROFILES,
                                        "Limit the size of the entire roaming user profile cache"))
                        .between(15L, 10_080L)
                        .otherwise(15L)
                        .help("Minutes between two looks at the cache of profiles."),
                number("windows.profile-cache-size", "ProfileDirectoryQuota")
                        .policy(
                                chosen(
                                        PROFILES,
                                        "Limit the size of the entire roaming user profile cache"))
                        .between(5L, 10_000L)
                        .otherwise(10_000L)
                        .help("Gigabytes that profiles may take."),
                // Session environment
                flag("windows.no-security-item", "NoNTSecurity")
                        .policy(
                                onOff(ENVIRONMENT, "Remove Windows Security item from Start menu"),
                                RegistryKeys.EXPLORER_POLICY)
                        .help("An item of the Start menu."),
                flag("windows.remotefx-2008-r2", "fEnableVirtualizedGraphics")
                        .policy(
                                onOff(
                                        ENVIRONMENT,
                                        "Enable RemoteFX encoding for RemoteFX clients designed for"
                                                + " Windows Server 2008 R2 SP1"))
                        .help("RemoteFX of Server 2008 R2."),
                flag("windows.wddm-driver", "fEnableWddmDriver")
                        .policy(
                                onOff(
                                        ENVIRONMENT,
                                        "Use WDDM graphics display driver for Remote Desktop"
                                                + " Connections"))
                        .help("Which display driver Windows uses."),
                flag("windows.remoteapp-graphics", "fEnableRemoteFXAdvancedRemoteApp")
                        .policy(onOff(ENVIRONMENT, "Use advanced RemoteFX graphics for RemoteApp"))
                        .otherwise(true)
                        .help("Transparency of RemoteApp windows."),
                flag("windows.remoteapp-shell", "UseShellAppRuntimeRemoteApp")
                        .policy(
                                onOff(
                                        ENVIRONMENT,
                                        "Enable enhanced shell experience for RemoteApp"))
                        .otherwise(true)
                        .help("The shell behind RemoteApp."),
                flag("windows.composition", "fAllowDesktopCompositionOnServer")
                        .policy(
                                onOff(
                                        ENVIRONMENT,
                                        "Allow desktop composition for remote desktop sessions"))
                        .help("Desktop composition of Server 2008 R2."),
                Setting.oneOf(
                                "windows.visual-experience",
                                Map.of(1L, "rich multimedia", 2L, "text"))
                        .windows("VisualExperiencePolicy")
                        .mark(Mark.WINDOWS_ONLY)
                        .policy(
                                chosen(
                                        REMOTEFX_2008_R2,
                                        "Optimize visual experience for Remote Desktop Services"
                                                + " sessions"))
                        .help("What pictures are optimised for."),
                quality("windows.remotefx-frame-rate", "VGOptimization_CaptureFrameRate")
                        .help("Pictures per second of RemoteFX."),
                quality("windows.remotefx-image-quality", "VGOptimization_CompressionRatio")
                        .help("Quality of pictures of RemoteFX."),
                // Application compatibility
                flag("windows.installer-compatibility", "Enable")
                        .policy(
                                inverted(
                                        COMPATIBILITY,
                                        "Turn off Windows Installer RDS Compatibility"),
                                RegistryKeys.POLICY + "\\TSAppSrv\\TSMSI")
                        .otherwise(true)
                        .help("Programs are installed for each user in turn."),
                flag("windows.virtual-ip", "EnableVirtualIP")
                        .policy(onOff(COMPATIBILITY, VIRTUAL_IP_TITLE), VIRTUAL_IP)
                        .help("Addresses per session or program."),
                Setting.oneOf("windows.virtual-ip-mode", Map.of(0L, "session", 1L, "program"))
                        .windows("VirtualMode")
                        .mark(Mark.WINDOWS_ONLY)
                        .policy(chosen(COMPATIBILITY, VIRTUAL_IP_TITLE), VIRTUAL_IP)
                        .help("Whether sessions or programs get an address."),
                Setting.list("windows.virtual-ip-programs", Entry.ANY)
                        .windows("PerApp")
                        .mark(Mark.WINDOWS_ONLY)
                        .policy(chosen(COMPATIBILITY, VIRTUAL_IP_TITLE), VIRTUAL_IP)
                        .help("The programs that get an address."),
                text("windows.virtual-ip-adapter", "VIPAdapter")
                        .policy(
                                chosen(
                                        COMPATIBILITY,
                                        "Select the network adapter to be used for Remote Desktop IP"
                                                + " Virtualization"),
                                VIRTUAL_IP)
                        .help("The adapter whose addresses they are."),
                flag("windows.virtual-ip-required", "PromptOnIPLeaseFail")
                        .policy(
                                onOff(
                                        COMPATIBILITY,
                                        "Do not use Remote Desktop Session Host server IP address"
                                                + " when virtual IP address is not available"),
                                VIRTUAL_IP)
                        .help("What happens when there is no address left."));
    }

    private static Draft<Boolean> flag(String name, String windowsName) {
        return Setting.flag(name).windows(windowsName).mark(Mark.WINDOWS_ONLY);
    }

    private static Draft<Long> number(String name, String windowsName) {
        return Setting.number(name).windows(windowsName).mark(Mark.WINDOWS_ONLY);
    }

    private static Draft<String> text(String name, String windowsName) {
        return Setting.text(name).windows(windowsName).mark(Mark.WINDOWS_ONLY);
    }

    private static Draft<Long> quality(String name, String windowsName) {
        return Setting.oneOf(name, Map.of(1L, "high", 2L, "medium", 3L, "low"))
                .windows(windowsName)
                .mark(Mark.WINDOWS_ONLY)
                .otherwise(2L)
                .policy(chosen(REMOTEFX_2008_R2, "Optimize visual experience when using RemoteFX"));
    }
}
