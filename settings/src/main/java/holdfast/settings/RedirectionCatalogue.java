package holdfast.settings;

import static holdfast.settings.Folders.PRINTERS;
import static holdfast.settings.Folders.REDIRECTION;
import static holdfast.settings.Folders.alsoForUsers;
import static holdfast.settings.Folders.chosen;
import static holdfast.settings.Folders.inverted;
import static holdfast.settings.Folders.onOff;

import holdfast.settings.PolicyRow.Side;
import java.util.Map;

/** The settings about what of the client's devices reaches the session. */
public final class RedirectionCatalogue {
    public static final Setting<Boolean> DISABLE_CLIPBOARD =
            forbids("clipboard", "fDisableClip")
                    .policy(alsoForUsers(onOff(REDIRECTION, "Do not allow Clipboard redirection")))
                    .help("No clipboard between client and session.");

    public static final Setting<ClipboardLevel> CLIPBOARD_TO_CLIENT =
            Setting.choice(
                            "redirection.clipboard-to-client",
                            ClipboardLevel.values(),
                            ClipboardLevel.EVERYTHING)
                    .windows("SCClipLevel")
                    .machine()
                    .connection()
                    .policy(
                            new PolicyRow(
                                    REDIRECTION,
                                    "Restrict clipboard transfer from server to client",
                                    Side.STRICTER_OF_BOTH,
                                    "chosen",
                                    "-"))
                    .acts(Effect.NEXT_CONNECTION)
                    .help("What may be copied in the session and pasted on the client.");

    public static final Setting<ClipboardLevel> CLIPBOARD_TO_SERVER =
            Setting.choice(
                            "redirection.clipboard-to-server",
                            ClipboardLevel.values(),
                            ClipboardLevel.EVERYTHING)
                    .windows("CSClipLevel")
                    .machine()
                    .connection()
                    .policy(
                            new PolicyRow(
                                    REDIRECTION,
                                    "Restrict clipboard transfer from client to server",
                                    Side.STRICTER_OF_BOTH,
                                    "chosen",
                                    "-"))
                    .acts(Effect.NEXT_CONNECTION)
                    .help("What may be copied on the client and pasted in the session.");

    public static final Setting<Boolean> DISABLE_AUDIO_PLAYBACK =
            forbids("audio", "fDisableCam")
                    .policy(inverted(REDIRECTION, "Allow audio and video playback redirection"))
                    .help("No sound of the session on the client.");

    public static final Setting<Boolean> DISABLE_AUDIO_CAPTURE =
            forbids("microphone", "fDisableAudioCapture")
                    .policy(inverted(REDIRECTION, "Allow audio recording redirection"))
                    .help("No microphone of the client in the session.");

    public static final Setting<Long> AUDIO_QUALITY =
            Setting.oneOf(
                            "redirection.audio-quality",
                            Map.of(1L, "dynamic", 3L, "medium", 7L, "high"))
                    .windows("AllowedAudioQualityMode")
                    .machine()
                    .connection()
                    .policy(chosen(REDIRECTION, "Limit audio playback quality"))
                    .mark(Mark.WITH_FEATURE)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("The best sound that a client may ask for.");

    public static final Setting<Boolean> DISABLE_DRIVES =
            forbids("drives", "fDisableCdm")
                    .policy(onOff(REDIRECTION, "Do not allow drive redirection"))
                    .help("No drives of the client, nor files by way of the clipboard.");

    public static final Setting<Boolean> DISABLE_COM_PORTS =
            forbids("serial-ports", "fDisableCcm")
                    .policy(onOff(REDIRECTION, "Do not allow COM port redirection"))
                    .help("No serial ports of the client.");

    public static final Setting<Boolean> DISABLE_LPT_PORTS =
            forbids("parallel-ports", "fDisableLPT")
                    .policy(onOff(REDIRECTION, "Do not allow LPT port redirection"))
                    .help("No parallel ports of the client.");

    public static final Setting<Boolean> ENABLE_SMART_CARDS =
            Setting.flag("redirection.smart-cards")
                    .windows("fEnableSmartCard")
                    .machine()
                    .connection()
                    .policy(inverted(REDIRECTION, "Do not allow smart card device redirection"))
                    .otherwise(true)
                    .mark(Mark.WITH_FEATURE)
                    .acts(Effect.NEXT_CONNECTION)
                    .help("Smart card readers of the client.");

    public static final Setting<Boolean> DISABLE_CAMERA =
            forbids("camera", "fDisableCameraRedir")
                    .policy(onOff(REDIRECTION, "Do not allow video capture redirection"))
                    .help("No cameras of the client.");

    public static final Setting<Boolean> DISABLE_LOCATION =
            forbids("location", "fDisableLocationRedir")
                    .policy(onOff(REDIRECTION, "Do not allow location redirection"))
                    .help("The client's location is not told to the session.");

    public static final Setting<Boolean> DISABLE_WEB_AUTHN =
            forbids("webauthn", "fDisableWebAuthn")
                    .policy(onOff(REDIRECTION, "Do not allow WebAuthn redirection"))
                    .help("No security keys of the client.");

    public static final Setting<Boolean> TIME_ZONE =
            Setting.flag("redirection.time-zone")
                    .windows("fEnableTimeZoneRedirection")
                    .machine()
                    .connection()
                    .policy(alsoForUsers(onOff(REDIRECTION, "Allow time zone redirection")))
                    .otherwise(false, "0: the server's time zone")
                    .mark(Mark.WITH_FEATURE)
                    .help("The session takes the client's time zone.");

    public static final Setting<Boolean> DISABLE_PRINTERS =
            forbids("printers", "fDisableCpm")
                    .policy(onOff(PRINTERS, "Do not allow client printer redirection"))
                    .help("No printers of the client.");

    public static final Setting<Boolean> CLIENT_DEFAULT_PRINTER =
            Setting.flag("redirection.default-printer")
                    .windows("fForceClientLptDef")
                    .machine()
                    .connection()
                    .policy(
                            inverted(
                                    PRINTERS,
                                    "Do not set default client printer to be default printer in a"
                                            + " session"))
                    .otherwise(true)
                    .mark(Mark.WITH_FEATURE)
                    .help("The client's default printer is that of the session.");

    public static final Setting<Boolean> ONLY_DEFAULT_PRINTER =
            Setting.flag("redirection.only-default-printer")
                    .windows("RedirectOnlyDefaultClientPrinter")
                    .machine()
                    .connection()
                    .policy(
                            alsoForUsers(
                                    onOff(PRINTERS, "Redirect only the default client printer")))
                    .mark(Mark.WITH_FEATURE)
                    .help("Of the client's printers, only the default one.");

    private RedirectionCatalogue() {}

    private static Setting.Draft<Boolean> forbids(String what, String windowsName) {
        return Setting.flag("redirection.".concat(what).concat("-disabled"))
                .windows(windowsName)
                .machine()
                .listener()
                .mark(Mark.WITH_FEATURE)
                .acts(Effect.NEXT_CONNECTION);
    }
}
