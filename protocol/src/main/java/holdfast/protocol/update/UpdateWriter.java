package holdfast.protocol.update;

import holdfast.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one client is shown, from its activation to the next one. Updates of one kind are
 * gathered and go out in the order of the calls: outside a frame at once, within one at the latest
 * at {@link #endFrame}. Make a new writer at each activation: the client has then forgotten its
 * pointers and drawing orders. Not safe for more than one thread; its owner is the connection.
 *
 * <p>A frame allocates nothing once the buffers have grown to the client's limits.
 */
public final class UpdateWriter {
    /**
     * The most bytes that one PDU's updates take on the fast path, or one share data body on the
     * slow path. With the headers of every security layer it stays under the 16,383 bytes that all
     * clients take.
     */
    public static final int MAX_PAYLOAD = 0x3F80;

    private static final int UPDATETYPE_BITMAP = 0x0001;
    private static final int UPDATETYPE_PALETTE = 0x0002;
    private static final int BITMAP_COMPRESSION = 0x0001;
    private static final int NO_BITMAP_COMPRESSION_HDR = 0x0400;
    private static final int CMDTYPE_FRAME_MARKER = 0x0004;

    private static final int BITMAP_UPDATE_HEADER =
            2 // updateType
                    + 2; // numberRectangles
    private static final int BITMAP_HEADER =
            18 // TS_BITMAP_DATA
                    + 8; // TS_CD_HEADER
    private static final int FRAME_MARKER_SIZE = 8;

    /** Updates are closed at this size: the client can paint one while the next is under way. */
    private static final int GATHERED = 1 << 16;

    private final ClientLimits limits;
    private final UpdateOutput output;
    private final PointerUpdates pointers;
    private final PrimaryOrders orders = new PrimaryOrders();
    private final WireWriter body = new WireWriter(GATHERED);

    private @Nullable UpdateKind open;
    private int count;
    private boolean inFrame;
    private int frameId;

    public UpdateWriter(ClientLimits limits, UpdateSink sink) {
        this(limits, sink, null);
    }

    /**
     * A writer that compresses fast-path updates in bulk. Never pointers, on which mstsc fails, and
     * not at 24 bpp, where clients disagree.
     */
    public UpdateWriter(ClientLimits limits, UpdateSink sink, @Nullable BulkCompressor compressor) {
        this.limits = limits;
        this.output =
                limits.fastPathOutput()
                        ? new FastPathOutput(
                                limits.maxRequestSize(),
                                sink,
                                limits.bitsPerPixel() == 24 ? null : compressor)
                        : new SlowPathOutput(sink);
        this.pointers = new PointerUpdates(limits, output.budget());
    }

    public ClientLimits limits() {
        return limits;
    }

    /**
     * The most bytes of pixel data, compressed or not, that one {@link #bitmap} call may bring.
     * TS_BITMAP_DATA counts them in 16 bits.
     */
    public int maxBitmapBytes() {
        return Math.min(output.budget() - BITMAP_UPDATE_HEADER, 0xFFFF) - BITMAP_HEADER;
    }

    /** How many rows of this width fit one {@link #bitmap} call without compression. */
    public int maxRows(int width) {
        return maxBitmapBytes() / limits.rowBytes(width);
    }

    /**
     * Begins a frame: the client shows what follows at once, as far as it knows frames.
     *
     * @param frameId unsigned; what the client acknowledges, if it does
     */
    public void beginFrame(int frameId) {
        inFrame = true;
        this.frameId = frameId;
        frameMarker(false);
    }

    public void endFrame() {
        frameMarker(true);
        inFrame = false;
        flush();
    }

    /** Hands what was gathered to the sink. */
    public void flush() {
        close();
        output.flush();
    }

    /** Tells the client that the server has started anew: [MS-RDPBCGR] 2.2.9.1.1.3.1.3. */
    public void synchronize() {
        close();
        body.clear();
        emit(UpdateKind.SYNCHRONIZE);
    }

    /**
     * The colours of 8 bpp pixels: [MS-RDPBCGR] 2.2.9.1.1.3.1.1.
     *
     * @param rgb 256 colours, 0x00RRGGBB
     */
    public void palette(int[] rgb) {
        if (rgb.length != 256) {
            throw new IllegalArgumentException(rgb.length + " colours");
        }
        close();
        body.clear().u16(UPDATETYPE_PALETTE).u16(0).u32(rgb.length);
        for (int colour : rgb) {
            body.u8(colour >> 16).u8(colour >> 8).u8(colour);
        }
        emit(UpdateKind.PALETTE);
    }

    /**
     * Paints a bitmap whose pixels are encoded already: [MS-RDPBCGR] 2.2.9.1.1.3.1.2.2. The bitmap
     * is exactly as wide as what it paints; clients shear padded ones.
     *
     * @param width a multiple of 4
     * @param compressed whether the data is RLE (or planar at 32 bpp), else rows from the bottom,
     *     each padded to four bytes
     * @param length at most {@link #maxBitmapBytes}
     */
    public void bitmap(
            int x,
            int y,
            int width,
            int height,
            boolean compressed,
            byte[] data,
            int offset,
            int length) {
        if (width <= 0 || (width & 3) != 0 || height <= 0 || length > maxBitmapBytes()) {
            throw new IllegalArgumentException(
                    "bitmap of " + width + "x" + height + ", " + length + " bytes");
        }
        gather(UpdateKind.BITMAP, BITMAP_HEADER + length);
        boolean header = compressed && !limits.omitsBitmapHeader();
        int flags =
                !compressed
                        ? 0
                        : header
                                ? BITMAP_COMPRESSION
                                : BITMAP_COMPRESSION | NO_BITMAP_COMPRESSION_HDR;
        body.u16(x).u16(y).u16(x + width - 1).u16(y + height - 1).u16(width).u16(height);
        body.u16(limits.bitsPerPixel()).u16(flags).u16(header ? length + 8 : length);
        if (header) {
            int row = limits.rowBytes(width);
            // cbCompFirstRowSize, cbCompMainBodySize, cbScanWidth, cbUncompressedSize
            body.u16(0).u16(length).u16(row).u16(row * height);
        }
        body.bytes(data, offset, length);
        count++;
    }

    /** Whether {@link #copy} may be used. */
    public boolean copies() {
        return limits.screenCopies();
    }

    /** Has the client copy a part of its screen to another place; both may overlap. */
    public void copy(int sourceX, int sourceY, int x, int y, int width, int height) {
        if (!limits.screenCopies()) {
            throw new IllegalStateException("the client has no screen copies");
        }
        gather(UpdateKind.ORDERS, PrimaryOrders.MAX_ORDER);
        orders.screenCopy(body, sourceX, sourceY, x, y, width, height);
        count++;
    }

    /** Cuts the copies that follow to a rectangle, until {@link #noClip}. */
    public void clip(int x, int y, int width, int height) {
        orders.clip(x, y, x + width, y + height);
    }

    public void noClip() {
        orders.noClip();
    }

    /**
     * Shows a pointer of one's own. Shapes that the client still holds are named, not sent again;
     * too large ones are cut or scaled down.
     *
     * @param argb not premultiplied, rows from the top
     */
    public void pointer(int width, int height, int hotX, int hotY, int[] argb) {
        if (argb.length != width * height) {
            throw new IllegalArgumentException(argb.length + " pixels");
        }
        close();
        body.clear();
        emit(pointers.shape(body, width, height, hotX, hotY, argb));
    }

    public void hidePointer() {
        close();
        body.clear();
        emit(UpdateKind.POINTER_HIDDEN);
    }

    /** Shows the client's own arrow. */
    public void defaultPointer() {
        close();
        body.clear();
        emit(UpdateKind.POINTER_DEFAULT);
    }

    /** Moves the client's pointer, which moves by itself with its mouse otherwise. */
    public void movePointer(int x, int y) {
        close();
        body.clear().u16(x).u16(y);
        emit(UpdateKind.POINTER_POSITION);
    }

    private void frameMarker(boolean end) {
        if (limits.fastPathOutput() && limits.surfaceFrameMarkers()) {
            gather(UpdateKind.SURFACE_COMMANDS, FRAME_MARKER_SIZE);
            body.u16(CMDTYPE_FRAME_MARKER).u16(end ? 1 : 0).u32(frameId);
            count++;
        } else if (limits.orderFrameMarkers()) {
            gather(UpdateKind.ORDERS, PrimaryOrders.MAX_ORDER);
            orders.frameMarker(body, end);
            count++;
        }
    }

    /** Makes room for {@code bytes} more in an update of this kind. */
    private void gather(UpdateKind kind, int bytes) {
        if (open == kind && body.size() + bytes <= Math.min(output.budget(), GATHERED)) {
            return;
        }
        close();
        open = kind;
        body.clear();
        switch (kind) {
            case BITMAP -> body.u16(UPDATETYPE_BITMAP).u16(0);
            case ORDERS -> body.u16(0);
            default -> {
                // Surface commands follow one another without a count.
            }
        }
    }

    private void close() {
        UpdateKind kind = open;
        if (kind == null) {
            return;
        }
        switch (kind) {
            case BITMAP -> body.patchU16(2, count);
            case ORDERS -> body.patchU16(0, count);
            default -> {
                // No count to fill in.
            }
        }
        output.update(kind, body);
        open = null;
        count = 0;
    }

    /** Adds an update of which there is never more than one; its body is complete. */
    private void emit(UpdateKind kind) {
        output.update(kind, body);
        if (!inFrame) {
            output.flush();
        }
    }
}
