package holdfast.protocol.connect;

import holdfast.protocol.share.ShareControl;
import holdfast.protocol.wire.WireWriter;
import java.util.function.Consumer;

/** Server Demand Active PDU, [MS-RDPBCGR] 2.2.1.13.1, with the server's capability sets. */
final class DemandActive {
    private static final int FASTPATH_OUTPUT_SUPPORTED = 0x0001;
    private static final int LONG_CREDENTIALS_SUPPORTED = 0x0004;
    private static final int AUTORECONNECT_SUPPORTED = 0x0008;
    private static final int ENC_SALTED_CHECKSUM = 0x0010;
    private static final int NO_BITMAP_COMPRESSION_HDR = 0x0400;
    private static final int DRAW_ALLOW_SKIP_ALPHA = 0x08;
    private static final int NEGOTIATEORDERSUPPORT = 0x0002;
    private static final int ZEROBOUNDSDELTASSUPPORT = 0x0008;
    private static final int INPUT_FLAGS =
            0x0001 // scancodes
                    | 0x0004 // extended mouse events
                    | 0x0008 // fast-path
                    | 0x0010 // Unicode
                    | 0x0020 // fast-path as of RDP 5.2
                    | 0x0100; // horizontal wheel

    /** Larger fragmented updates than a client's own limit are never sent anyway. */
    private static final int MAX_REQUEST_SIZE = 4 << 20;

    /** The longest chunk either side sends, and all that the oldest clients know. */
    private static final int CHUNK_SIZE = 1600;

    private static final byte[] NSCODEC = {
        (byte) 0xB9,
        0x1B,
        (byte) 0x8D,
        (byte) 0xCA,
        0x0F,
        0x00,
        0x4F,
        0x15,
        0x58,
        (byte) 0x9F,
        (byte) 0xAE,
        0x2D,
        0x1A,
        (byte) 0x87,
        (byte) 0xE2,
        (byte) 0xD6
    };
    private static final byte[] REMOTEFX = {
        0x12,
        0x2F,
        0x77,
        0x76,
        0x72,
        (byte) 0xBD,
        0x63,
        0x44,
        (byte) 0xAF,
        (byte) 0xB3,
        (byte) 0xB7,
        0x3C,
        (byte) 0x9C,
        0x6F,
        0x78,
        (byte) 0x86
    };

    private final WireWriter sets = new WireWriter(512);
    private int count;

    private DemandActive() {}

    /** What the server proposes: a size and a depth. */
    record Offer(int width, int height, int bitsPerPixel) {}

    /** The whole PDU with its share control header. */
    static byte[] encode(long shareId, Offer offer, ClientCore core) {
        var demand = new DemandActive();
        demand.addAll(offer, core);
        byte[] descriptor = {'R', 'D', 'P', 0};
        int body = 4 + 2 + 2 + descriptor.length + 4 + demand.sets.size() + 4;
        var out = new WireWriter(ShareControl.HEADER_SIZE + body);
        ShareControl.encodeHeader(
                out, ShareControl.Type.DEMAND_ACTIVE, ShareControl.SERVER_CHANNEL, body);
        out.u32(shareId);
        out.u16(descriptor.length).u16(4 + demand.sets.size()).bytes(descriptor);
        out.u16(demand.count).u16(0);
        out.bytes(demand.sets.array(), 0, demand.sets.size());
        return out.u32(0).toByteArray(); // sessionId
    }

    private void addAll(Offer offer, ClientCore core) {
        set(CapabilitySet.SHARE, s -> s.u16(ShareControl.SERVER_CHANNEL).u16(0));
        set(CapabilitySet.GENERAL, DemandActive::general);
        set(CapabilitySet.BITMAP, s -> bitmap(s, offer));
        set(CapabilitySet.ORDER, DemandActive::order);
        set(CapabilitySet.POINTER, s -> s.u16(1).u16(25).u16(25));
        set(CapabilitySet.INPUT, s -> input(s, core.keyboard()));
        set(CapabilitySet.VIRTUAL_CHANNEL, s -> s.u32(0).u32(CHUNK_SIZE));
        set(CapabilitySet.FONT, s -> s.u16(1).u16(0)); // FONTSUPPORT_FONTLIST
        set(CapabilitySet.MULTIFRAGMENT_UPDATE, s -> s.u32(MAX_REQUEST_SIZE));
        set(CapabilitySet.LARGE_POINTER, s -> s.u16(3)); // 96x96 and 384x384
        // SURFCMDS_SETSURFACEBITS, _FRAMEMARKER and _STREAMSURFACEBITS
        set(CapabilitySet.SURFACE_COMMANDS, s -> s.u32(0x52).u32(0));
        set(CapabilitySet.BITMAP_CODECS, DemandActive::codecs);
        set(CapabilitySet.FRAME_ACKNOWLEDGE, s -> s.u32(2));
    }

    private void set(int type, Consumer<WireWriter> content) {
        int at = sets.size();
        sets.u16(type).u16(0);
        content.accept(sets);
        sets.patchU16(at + 2, sets.size() - at);
        count++;
    }

    private static void general(WireWriter out) {
        out.u16(1).u16(3); // OSMAJORTYPE_WINDOWS, OSMINORTYPE_WINDOWS_NT
        out.u16(0x0200).u16(0).u16(0); // protocolVersion, padding, generalCompressionTypes
        out.u16(
                FASTPATH_OUTPUT_SUPPORTED
                        | LONG_CREDENTIALS_SUPPORTED
                        | AUTORECONNECT_SUPPORTED
                        | ENC_SALTED_CHECKSUM
                        | NO_BITMAP_COMPRESSION_HDR);
        out.u16(0).u16(0).u16(0); // updateCapabilityFlag, remoteUnshareFlag, compression level
        out.u8(1).u8(1); // refreshRectSupport, suppressOutputSupport
    }

    private static void bitmap(WireWriter out, Offer offer) {
        out.u16(offer.bitsPerPixel()).u16(1).u16(1).u16(1);
        out.u16(offer.width()).u16(offer.height()).u16(0);
        out.u16(1).u16(1); // desktopResizeFlag, bitmapCompressionFlag
        out.u8(0).u8(DRAW_ALLOW_SKIP_ALPHA);
        out.u16(1).u16(0); // multipleRectangleSupport
    }

    private static void order(WireWriter out) {
        out.zeros(16).zeros(4); // terminalDescriptor
        out.u16(1).u16(20).u16(0).u16(1).u16(0); // desktopSaveX, Y, maximumOrderLevel, fonts
        out.u16(NEGOTIATEORDERSUPPORT | ZEROBOUNDSDELTASSUPPORT);
        byte[] support = new byte[32];
        support[0] = 1; // TS_NEG_DSTBLT_INDEX
        support[1] = 1; // TS_NEG_PATBLT_INDEX
        support[2] = 1; // TS_NEG_SCRBLT_INDEX: what a moved area is sent with
        support[3] = 1; // TS_NEG_MEMBLT_INDEX
        out.bytes(support);
        out.u16(0).u16(0).u32(0); // textFlags, orderSupportExFlags
        out.u32(480 * 480).u16(0).u16(0).u16(0).u16(0); // desktopSaveSize, textANSICodePage
    }

    private static void input(WireWriter out, ClientCore.KeyboardType keyboard) {
        out.u16(INPUT_FLAGS).u16(0);
        out.u32(keyboard.layout()).u32(keyboard.type()).u32(keyboard.subType());
        out.u32(keyboard.functionKeys()).zeros(64);
    }

    /** The client chooses the numbers of the codecs; the server only names them. */
    private static void codecs(WireWriter out) {
        out.u8(2);
        out.bytes(NSCODEC).u8(1).u16(3).u8(1).u8(1).u8(3);
        out.bytes(REMOTEFX).u8(0).u16(4).u32(0);
    }
}
