package holdfast.server.client;

import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.graphics.Rect;
import holdfast.protocol.connect.ClientCapabilities;
import holdfast.protocol.connect.ClientCore;
import holdfast.protocol.connect.ClientProfile;
import holdfast.protocol.update.ClientLimits;
import holdfast.settings.DisplayLimits;
import java.util.ArrayList;
import java.util.List;

/** What a client said it can, in the words of the rooms that have to know. */
final class Limits {
    /** TS_NEG_SCRBLT_INDEX, [MS-RDPBCGR] 2.2.7.1.3. */
    private static final int SCREEN_COPY_ORDER = 0x02;

    /** ORDERFLAGS_EX_ALTSEC_FRAME_MARKER_SUPPORT. */
    private static final int ORDER_FRAME_MARKERS = 0x0004;

    /** SURFCMDS_FRAMEMARKER, [MS-RDPBCGR] 2.2.7.2.9. */
    private static final int SURFACE_FRAME_MARKERS = 0x10;

    /** DRAW_ALLOW_SKIP_ALPHA, [MS-RDPBCGR] 2.2.7.1.2. */
    private static final int SKIP_ALPHA = 0x08;

    private Limits() {}

    static boolean skipsAlpha(ClientProfile profile) {
        return (profile.capabilities().bitmap().drawingFlags() & SKIP_ALPHA) != 0;
    }

    /** It acknowledges each frame that it was sent, [MS-RDPRFX] 2.2.3.1. */
    static boolean acknowledgesFrames(ClientProfile profile) {
        ClientLimits limits = of(profile);
        return profile.capabilities().frameAcknowledgeInFlight() > 0
                && limits.fastPathOutput()
                && limits.surfaceFrameMarkers();
    }

    static ClientLimits of(ClientProfile profile) {
        ClientCapabilities can = profile.capabilities();
        return new ClientLimits(
                profile.colourDepth(),
                profile.fastPathOutput(),
                can.multifragmentMaxRequestSize(),
                can.general().noBitmapCompressionHeader(),
                can.order().supports(SCREEN_COPY_ORDER),
                (can.order().supportExFlags() & ORDER_FRAME_MARKERS) != 0,
                can.pointer().colourCacheSize(),
                can.pointer().newPointerCacheSize(),
                ClientLimits.pointerSide(can.largePointerFlags()),
                (can.surfaceCommandFlags() & SURFACE_FRAME_MARKERS) != 0);
    }

    /**
     * A layout cut to what the settings allow. A client with more monitors than that gets one, as
     * large as may be.
     */
    static DisplayLayout within(DisplayLayout wanted, DisplayLimits limits) {
        DisplaySize size = wanted.size();
        boolean fits =
                wanted.monitors().size() <= limits.maxMonitors()
                        && size.width() <= limits.maxWidth()
                        && size.height() <= limits.maxHeight();
        return fits
                ? wanted
                : DisplayLayout.single(
                        Math.min(size.width(), limits.maxWidth()),
                        Math.min(size.height(), limits.maxHeight()));
    }

    /**
     * The client's monitors, cut to the picture it was given; one monitor where it told of none.
     */
    static DisplayLayout layout(ClientCore core, int width, int height) {
        if (core.monitors().isEmpty()) {
            return DisplayLayout.single(width, height);
        }
        int left = core.monitors().stream().mapToInt(ClientCore.Monitor::left).min().orElse(0);
        int top = core.monitors().stream().mapToInt(ClientCore.Monitor::top).min().orElse(0);
        var picture = new Rect(0, 0, width, height);
        List<DisplayLayout.Monitor> monitors = new ArrayList<>();
        for (ClientCore.Monitor monitor : core.monitors()) {
            Rect area =
                    Rect.ofEdges(
                                    monitor.left() - left,
                                    monitor.top() - top,
                                    monitor.left() + monitor.width() - left,
                                    monitor.top() + monitor.height() - top)
                            .intersect(picture);
            if (!area.isEmpty()) {
                monitors.add(new DisplayLayout.Monitor(area, monitor.primary()));
            }
        }
        Rect all =
                monitors.stream().map(DisplayLayout.Monitor::area).reduce(Rect.EMPTY, Rect::union);
        boolean covers = all.equals(picture);
        return covers
                ? new DisplayLayout(
                        List.copyOf(monitors), Math.clamp(core.desktopScaleFactor(), 100, 500))
                : DisplayLayout.single(width, height);
    }
}
