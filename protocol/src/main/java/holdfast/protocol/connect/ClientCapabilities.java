package holdfast.protocol.connect;

import java.util.List;
import java.util.Optional;

/**
 * The client's capability sets, [MS-RDPBCGR] 2.2.7. What a client does not mention has the value
 * that means "cannot".
 */
public record ClientCapabilities(
        General general,
        Bitmap bitmap,
        Order order,
        Pointer pointer,
        Input input,
        VirtualChannel virtualChannel,
        Optional<BitmapCache> bitmapCache,
        GlyphCache glyphCache,
        int brushSupportLevel,
        int offscreenCacheEntries,
        boolean persistentBitmapCache,
        int multifragmentMaxRequestSize,
        int largePointerFlags,
        int surfaceCommandFlags,
        List<BitmapCodec> bitmapCodecs,
        int frameAcknowledgeInFlight,
        boolean desktopComposition) {

    public ClientCapabilities {
        bitmapCodecs = List.copyOf(bitmapCodecs);
    }

    /** TS_GENERAL_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.1. */
    public record General(
            int osMajorType,
            int osMinorType,
            int extraFlags,
            boolean refreshRect,
            boolean suppressOutput) {
        public boolean fastPathOutput() {
            return (extraFlags & 0x0001) != 0;
        }

        public boolean longCredentials() {
            return (extraFlags & 0x0004) != 0;
        }

        public boolean autoReconnect() {
            return (extraFlags & 0x0008) != 0;
        }

        /** ENC_SALTED_CHECKSUM: salted MACs may be sent to it. */
        public boolean saltedChecksum() {
            return (extraFlags & 0x0010) != 0;
        }

        /** NO_BITMAP_COMPRESSION_HDR: bitmap data goes without the 8-byte header. */
        public boolean noBitmapCompressionHeader() {
            return (extraFlags & 0x0400) != 0;
        }
    }

    /**
     * TS_BITMAP_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.2.
     *
     * @param drawingFlags DRAW_ALLOW_* bits
     */
    public record Bitmap(
            int preferredBitsPerPixel,
            int desktopWidth,
            int desktopHeight,
            boolean desktopResize,
            boolean compression,
            int drawingFlags,
            boolean multipleRectangles) {}

    /**
     * TS_ORDER_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.3.
     *
     * @param support one byte for each of the 32 primary orders
     */
    public record Order(int flags, byte[] support, int supportExFlags, int desktopSaveSize) {
        /** Whether the order with this TS_NEG_*_INDEX may be sent. */
        public boolean supports(int negotiationIndex) {
            return support[negotiationIndex] != 0;
        }
    }

    /**
     * TS_POINTER_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.5.
     *
     * @param newPointerCacheSize entries for New Pointer updates, 0: none may be sent
     */
    public record Pointer(boolean colour, int colourCacheSize, int newPointerCacheSize) {}

    /**
     * TS_INPUT_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.6.
     *
     * @param flags INPUT_FLAG_* bits
     */
    public record Input(
            int flags, int layout, int type, int subType, int functionKeys, String imeFileName) {}

    /**
     * TS_VIRTUALCHANNEL_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.10.
     *
     * @param flags VCCAPS_COMPR_* bits
     * @param chunkSize the server's bytes per chunk at most, 1600 if the client says none
     */
    public record VirtualChannel(int flags, int chunkSize) {}

    /**
     * Revision 1 or 2 of the bitmap cache sets, [MS-RDPBCGR] 2.2.7.1.4.
     *
     * @param entries of each cache
     */
    public record BitmapCache(int revision, int flags, List<Integer> entries) {
        public BitmapCache {
            entries = List.copyOf(entries);
        }
    }

    /** TS_GLYPHCACHE_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.8: 0 none, 1 partial, 2 full, 3 encode. */
    public record GlyphCache(int supportLevel, int fragmentEntries, int fragmentCellSize) {}

    /**
     * TS_BITMAPCODEC, [MS-RDPBCGR] 2.2.7.2.10.1.1.
     *
     * @param guid 16 bytes as on the wire
     * @param properties opaque here, the codec's own
     */
    public record BitmapCodec(byte[] guid, int id, byte[] properties) {}
}
