package holdfast.protocol.update;

/** Clients to write for. */
final class Limits {
    /** Takes everything there is. */
    static final ClientLimits RICH =
            new ClientLimits(32, true, 1 << 20, true, true, true, 25, 25, 384, true);

    private Limits() {}

    static ClientLimits fastPath(int bitsPerPixel, int maxRequestSize) {
        return new ClientLimits(
                bitsPerPixel, true, maxRequestSize, false, true, false, 20, 20, 32, false);
    }

    static ClientLimits pointers(boolean fastPath, int colorSlots, int slots, int side) {
        return new ClientLimits(
                32, fastPath, 1 << 20, true, false, false, colorSlots, slots, side, false);
    }
}
