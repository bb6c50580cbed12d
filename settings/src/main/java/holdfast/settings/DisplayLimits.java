package holdfast.settings;

/**
 * How far pictures may go.
 *
 * @param colorDepth in bits per pixel, at most
 * @param imageQuality 1 lossless, 2 high, 3 medium, 4 low
 * @param compression 0 none, 1 less memory, 2 balanced, 3 less bandwidth
 * @param graphicsProfile 1 spares the server, 3 the network, 2 is the system's choice
 */
public record DisplayLimits(
        int colorDepth,
        int maxWidth,
        int maxHeight,
        int maxMonitors,
        boolean wallpaper,
        boolean fontSmoothing,
        int imageQuality,
        int compression,
        int graphicsProfile,
        boolean avc444) {

    static DisplayLimits of(Configuration from, Target target) {
        return new DisplayLimits(
                bits(from.value(DesktopCatalogue.COLOR_DEPTH, target)),
                Math.toIntExact(from.value(DesktopCatalogue.MAX_WIDTH, target)),
                Math.toIntExact(from.value(DesktopCatalogue.MAX_HEIGHT, target)),
                Math.toIntExact(from.value(DesktopCatalogue.MAX_MONITORS, target)),
                !from.value(DesktopCatalogue.NO_WALLPAPER, target),
                !from.value(DesktopCatalogue.NO_FONT_SMOOTHING, target),
                Math.toIntExact(from.value(DesktopCatalogue.IMAGE_QUALITY, target)),
                Math.toIntExact(from.value(DesktopCatalogue.COMPRESSION, target)),
                Math.toIntExact(from.value(DesktopCatalogue.GRAPHICS_PROFILE, target)),
                from.value(DesktopCatalogue.AVC_444, target));
    }

    private static int bits(long code) {
        return switch ((int) code) {
            case 1 -> 8;
            case 2 -> 15;
            case 3 -> 16;
            case 4 -> 24;
            default -> 32;
        };
    }
}
