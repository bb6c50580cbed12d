package holdfast.settings;

/** What may pass between a client and a session. */
public record RedirectionLimits(
        boolean clipboard,
        ClipboardLevel clipboardToClient,
        ClipboardLevel clipboardToServer,
        boolean drives,
        boolean printers,
        boolean audioPlayback,
        boolean audioCapture,
        boolean serialPorts,
        boolean parallelPorts,
        boolean smartCards,
        boolean camera,
        boolean location,
        boolean webAuthn,
        boolean timeZone) {

    static RedirectionLimits of(Configuration from, Target target) {
        return new RedirectionLimits(
                !from.value(RedirectionSettings.DISABLE_CLIPBOARD, target),
                from.value(RedirectionSettings.CLIPBOARD_TO_CLIENT, target),
                from.value(RedirectionSettings.CLIPBOARD_TO_SERVER, target),
                !from.value(RedirectionSettings.DISABLE_DRIVES, target),
                !from.value(RedirectionSettings.DISABLE_PRINTERS, target),
                !from.value(RedirectionSettings.DISABLE_AUDIO_PLAYBACK, target),
                !from.value(RedirectionSettings.DISABLE_AUDIO_CAPTURE, target),
                !from.value(RedirectionSettings.DISABLE_COM_PORTS, target),
                !from.value(RedirectionSettings.DISABLE_LPT_PORTS, target),
                from.value(RedirectionSettings.ENABLE_SMART_CARDS, target),
                !from.value(RedirectionSettings.DISABLE_CAMERA, target),
                !from.value(RedirectionSettings.DISABLE_LOCATION, target),
                !from.value(RedirectionSettings.DISABLE_WEB_AUTHN, target),
                from.value(RedirectionSettings.TIME_ZONE, target));
    }
}
