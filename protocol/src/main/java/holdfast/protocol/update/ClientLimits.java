package holdfast.protocol.update;

/**
 * What one client can take, from the capabilities of its Confirm Active PDU. Made anew at each
 * activation.
 *
 * @param bitsPerPixel of bitmap updates: preferredBitsPerPixel of the client's Bitmap set, also
 *     where its early flags say otherwise; 8, 15, 16, 24 or 32
 * @param fastPathOutput FASTPATH_OUTPUT_SUPPORTED in extraFlags of the General set
 * @param maxRequestSize MaxRequestSize of the Multifragment Update set; 0 where the client sent
 *     none
 * @param omitsBitmapHeader NO_BITMAP_COMPRESSION_HDR in extraFlags of the General set
 * @param screenCopies TS_NEG_SCRBLT_INDEX of orderSupport in the Order set
 * @param orderFrameMarkers ORDERFLAGS_EX_ALTSEC_FRAME_MARKER_SUPPORT in orderSupportExFlags
 * @param colorPointerCacheSize of the Pointer set
 * @param pointerCacheSize of the Pointer set; 0 where the client sent none, and it then gets colour
 *     pointers only
 * @param maxPointerSide 32, 96 or 384, from the Large Pointer set ({@link #pointerSide})
 * @param surfaceFrameMarkers SURFCMDS_FRAMEMARKER of the Surface Commands set
 */
public record ClientLimits(
        int bitsPerPixel,
        boolean fastPathOutput,
        int maxRequestSize,
        boolean omitsBitmapHeader,
        boolean screenCopies,
        boolean orderFrameMarkers,
        int colorPointerCacheSize,
        int pointerCacheSize,
        int maxPointerSide,
        boolean surfaceFrameMarkers) {

    private static final int LARGE_POINTER_FLAG_96X96 = 0x0001;
    private static final int LARGE_POINTER_FLAG_384X384 = 0x0002;

    public ClientLimits {
        switch (bitsPerPixel) {
            case 8, 15, 16, 24, 32 -> {}
            default -> throw new IllegalArgumentException("no such depth: " + bitsPerPixel);
        }
        if (colorPointerCacheSize < 0 || pointerCacheSize < 0) {
            throw new IllegalArgumentException("a cache has a negative size");
        }
        if (maxRequestSize < 0) { // Unsigned on the wire.
            maxRequestSize = Integer.MAX_VALUE;
        }
    }

    /** A client that said nothing but its depth: slow path, colour pointers, no copies. */
    public static ClientLimits plain(int bitsPerPixel) {
        return new ClientLimits(bitsPerPixel, false, 0, false, false, false, 20, 0, 32, false);
    }

    /** The largest side of a pointer by largePointerSupportFlags, [MS-RDPBCGR] 2.2.7.2.7. */
    public static int pointerSide(int largePointerSupportFlags) {
        if ((largePointerSupportFlags & LARGE_POINTER_FLAG_384X384) != 0) {
            return 384;
        }
        return (largePointerSupportFlags & LARGE_POINTER_FLAG_96X96) != 0 ? 96 : 32;
    }

    /** Bytes of one pixel on the wire. */
    public int bytesPerPixel() {
        return (bitsPerPixel + 7) / 8;
    }

    /** Bytes of one row of an uncompressed bitmap: rows are padded to four bytes. */
    public int rowBytes(int width) {
        return (width * bytesPerPixel() + 3) & ~3;
    }
}
