package holdfast.protocol.connect;

import holdfast.protocol.connect.ClientCapabilities.Bitmap;
import holdfast.protocol.connect.ClientCapabilities.BitmapCache;
import holdfast.protocol.connect.ClientCapabilities.BitmapCodec;
import holdfast.protocol.connect.ClientCapabilities.General;
import holdfast.protocol.connect.ClientCapabilities.GlyphCache;
import holdfast.protocol.connect.ClientCapabilities.Input;
import holdfast.protocol.connect.ClientCapabilities.Order;
import holdfast.protocol.connect.ClientCapabilities.Pointer;
import holdfast.protocol.connect.ClientCapabilities.VirtualChannel;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects a client's capability sets, [MS-RDPBCGR] 2.2.7, in whatever order they come. Sets that
 * the server has no use for or does not know are skipped. One object reads one Confirm Active PDU.
 */
final class CapabilityReading {
    private static final int CHUNK_SIZE = 1600;

    private General general = new General(0, 0, 0, false, false);
    private Bitmap bitmap = new Bitmap(0, 0, 0, false, false, 0, false);
    private Order order = new Order(0, new byte[32], 0, 0);
    private Pointer pointer = new Pointer(false, 0, 0);
    private Input input = new Input(0, 0, 0, 0, 0, "");
    private VirtualChannel virtualChannel = new VirtualChannel(0, CHUNK_SIZE);
    private Optional<BitmapCache> bitmapCache = Optional.empty();
    private GlyphCache glyphCache = new GlyphCache(0, 0, 0);
    private int brushSupportLevel;
    private int offscreenCacheEntries;
    private boolean persistentBitmapCache;
    private int multifragmentMaxRequestSize;
    private int largePointerFlags;
    private int surfaceCommandFlags;
    private List<BitmapCodec> bitmapCodecs = List.of();
    private int frameAcknowledgeInFlight;
    private boolean desktopComposition;

    void read(int type, WireReader in) throws ProtocolException {
        switch (type) {
            case CapabilitySet.GENERAL -> general = general(in);
            case CapabilitySet.BITMAP -> bitmap = bitmap(in);
            case CapabilitySet.ORDER -> order = order(in);
            case CapabilitySet.BITMAP_CACHE -> bitmapCache = Optional.of(bitmapCache1(in));
            case CapabilitySet.POINTER -> pointer = pointer(in);
            case CapabilitySet.INPUT -> input = input(in);
            case CapabilitySet.BRUSH -> brushSupportLevel = in.i32("brushSupportLevel");
            case CapabilitySet.GLYPH_CACHE -> glyphCache = glyphCache(in);
            case CapabilitySet.OFFSCREEN_CACHE -> offscreenCacheEntries = offscreen(in);
            case CapabilitySet.BITMAP_CACHE_REV2 -> bitmapCache = Optional.of(bitmapCache2(in));
            case CapabilitySet.VIRTUAL_CHANNEL ->
                    virtualChannel = new VirtualChannel(in.i32("flags"), CHUNK_SIZE);
            case CapabilitySet.DESKTOP_COMPOSITION ->
                    desktopComposition = in.u16("CompDeskSupportLevel") != 0;
            case CapabilitySet.MULTIFRAGMENT_UPDATE ->
                    multifragmentMaxRequestSize =
                            (int) Math.min(in.u32("MaxRequestSize"), Integer.MAX_VALUE);
            case CapabilitySet.LARGE_POINTER ->
                    largePointerFlags = in.u16("largePointerSupportFlags");
            case CapabilitySet.SURFACE_COMMANDS -> surfaceCommandFlags = in.i32("cmdFlags");
            case CapabilitySet.BITMAP_CODECS -> bitmapCodecs = codecs(in);
            case CapabilitySet.FRAME_ACKNOWLEDGE ->
                    frameAcknowledgeInFlight =
                            (int) Math.min(in.u32("maxUnacknowledgedFrameCount"), 0x7FFF_FFFF);
            default -> {}
        }
    }

    ClientCapabilities result() {
        return new ClientCapabilities(
                general,
                bitmap,
                order,
                pointer,
                input,
                virtualChannel,
                bitmapCache,
                glyphCache,
                brushSupportLevel,
                offscreenCacheEntries,
                persistentBitmapCache,
                multifragmentMaxRequestSize,
                largePointerFlags,
                surfaceCommandFlags,
                bitmapCodecs,
                frameAcknowledgeInFlight,
                desktopComposition);
    }

    private static General general(WireReader in) throws ProtocolException {
        int osMajorType = in.u16("osMajorType");
        int osMinorType = in.u16("osMinorType");
        in.skip("protocolVersion, pad2octetsA, generalCompressionTypes", 6);
        int extraFlags = in.u16("extraFlags");
        in.skip("updateCapabilityFlag, remoteUnshareFlag, generalCompressionLevel", 6);
        boolean refreshRect = in.hasRemaining() && in.u8("refreshRectSupport") != 0;
        boolean suppressOutput = in.hasRemaining() && in.u8("suppressOutputSupport") != 0;
        return new General(osMajorType, osMinorType, extraFlags, refreshRect, suppressOutput);
    }

    private static Bitmap bitmap(WireReader in) throws ProtocolException {
        int preferred = in.u16("preferredBitsPerPixel");
        in.skip("receive1BitPerPixel, receive4BitsPerPixel, receive8BitsPerPixel", 6);
        int width = in.u16("desktopWidth");
        int height = in.u16("desktopHeight");
        in.skip("pad2octets", 2);
        boolean resize = in.u16("desktopResizeFlag") != 0;
        boolean compression = in.u16("bitmapCompressionFlag") != 0;
        in.skip("highColorFlags", 1);
        int drawingFlags = in.u8("drawingFlags");
        boolean multiple = in.u16("multipleRectangleSupport") != 0;
        return new Bitmap(preferred, width, height, resize, compression, drawingFlags, multiple);
    }

    private static Order order(WireReader in) throws ProtocolException {
        in.skip("terminalDescriptor, pad4octetsA", 20);
        in.skip("desktopSaveXGranularity to numberFonts", 10);
        int flags = in.u16("orderFlags");
        byte[] support = in.bytes("orderSupport", 32);
        in.skip("textFlags", 2);
        int extended = in.u16("orderSupportExFlags");
        in.skip("pad4octetsB", 4);
        return new Order(flags, support, extended, in.i32("desktopSaveSize"));
    }

    private static Pointer pointer(WireReader in) throws ProtocolException {
        boolean colour = in.u16("colorPointerFlag") != 0;
        int colourCacheSize = in.u16("colorPointerCacheSize");
        int cacheSize = in.remaining() >= 2 ? in.u16("pointerCacheSize") : 0;
        return new Pointer(colour, colourCacheSize, cacheSize);
    }

    private static Input input(WireReader in) throws ProtocolException {
        int flags = in.u16("inputFlags");
        in.skip("pad2octetsA", 2);
        return new Input(
                flags,
                in.i32("keyboardLayout"),
                in.i32("keyboardType"),
                in.i32("keyboardSubType"),
                in.i32("keyboardFunctionKey"),
                in.utf16("imeFileName", Math.min(64, in.remaining())));
    }

    private static GlyphCache glyphCache(WireReader in) throws ProtocolException {
        in.skip("GlyphCache", 40);
        int fragmentEntries = in.u16("FragCache entries");
        int fragmentCellSize = in.u16("FragCache cell size");
        return new GlyphCache(in.u16("GlyphSupportLevel"), fragmentEntries, fragmentCellSize);
    }

    private static int offscreen(WireReader in) throws ProtocolException {
        boolean supported = in.i32("offscreenSupportLevel") != 0;
        in.skip("offscreenCacheSize", 2);
        int entries = in.u16("offscreenCacheEntries");
        return supported ? entries : 0;
    }

    private static BitmapCache bitmapCache1(WireReader in) throws ProtocolException {
        in.skip("pad1 to pad6", 24);
        var entries = new ArrayList<Integer>(3);
        for (int i = 0; i < 3; i++) {
            entries.add(in.u16("CacheEntries"));
            in.skip("CacheMaximumCellSize", 2);
        }
        return new BitmapCache(1, 0, entries);
    }

    private BitmapCache bitmapCache2(WireReader in) throws ProtocolException {
        int flags = in.u16("CacheFlags");
        persistentBitmapCache = (flags & 1) != 0;
        in.skip("pad2", 1);
        int count = in.u8("NumCellCaches", 0, 5);
        var entries = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            entries.add(in.i32("BitmapCacheCellInfo") & 0x7FFF_FFFF);
        }
        return new BitmapCache(2, flags, entries);
    }

    private static List<BitmapCodec> codecs(WireReader in) throws ProtocolException {
        int count = in.u8("bitmapCodecCount");
        var codecs = new ArrayList<BitmapCodec>(count);
        for (int i = 0; i < count; i++) {
            byte[] guid = in.bytes("codecGUID", 16);
            int id = in.u8("codecID");
            int size = in.u16("codecPropertiesLength");
            codecs.add(new BitmapCodec(guid, id, in.bytes("codecProperties", size)));
        }
        return codecs;
    }
}
