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
                !from.value(RedirectionCatalogue.DISABLE_CLIPBOARD, target),
                from.value(RedirectionCatalogue.CLIPBOARD_TO_CLIENT, target),
                from.value(RedirectionCatalogue.CLIPBOARD_TO_SERVER, target),
                !from.value(RedirectionCatalogue.DISABLE_DRIVES, target),
                !from.value(RedirectionCatalogue.DISABLE_PRINTERS, target),
                !from.value(RedirectionCatalogue.DISABLE_AUDIO_PLAYBACK, target),
                !from.value(RedirectionCatalogue.DISABLE_AUDIO_CAPTURE, target),
                !from.value(RedirectionCatalogue.DISABLE_COM_PORTS, target),
                !from.value(RedirectionCatalogue.DISABLE_LPT_PORTS, target),
                from.value(RedirectionCatalogue.ENABLE_SMART_CARDS, target),
                !from.value(RedirectionCatalogue.DISABLE_CAMERA, target),
                !from.value(RedirectionCatalogue.DISABLE_LOCATION, target),
                !from.value(RedirectionCatalogue.DISABLE_WEB_AUTHN, target),
                from.value(RedirectionCatalogue.TIME_ZONE, target));
    }
}
