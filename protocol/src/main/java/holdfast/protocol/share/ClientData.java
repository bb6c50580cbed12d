package holdfast.protocol.share;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The share data PDUs that a client sends. */
public sealed interface ClientData {
    /** TS_SYNCHRONIZE_PDU, [MS-RDPBCGR] 2.2.1.14.1. */
    record Synchronize(int targetUser) implements ClientData {}

    /** TS_CONTROL_PDU, [MS-RDPBCGR] 2.2.1.15.1. */
    record Control(int action, int grantId, long controlId) implements ClientData {
        public static final int REQUEST_CONTROL = 1;
        public static final int GRANTED_CONTROL = 2;
        public static final int DETACH = 3;
        public static final int COOPERATE = 4;
    }

    /** TS_FONT_LIST_PDU, [MS-RDPBCGR] 2.2.1.18.1, whose fields mean nothing. */
    record FontList() implements ClientData {}

    /** TS_BITMAPCACHE_PERSISTENT_LIST_PDU, [MS-RDPBCGR] 2.2.1.17.1: checked, then forgotten. */
    record PersistentKeys(int total, boolean first, boolean last) implements ClientData {}

    /** TS_INPUT_PDU_DATA, [MS-RDPBCGR] 2.2.8.1.1.3.1, from numEvents on. */
    record Input(byte[] body) implements ClientData {}

    /** TS_REFRESH_RECT_PDU, [MS-RDPBCGR] 2.2.11.2.1. */
    record RefreshRect(List<InclusiveRect> areas) implements ClientData {
        public RefreshRect {
            areas = List.copyOf(areas);
        }
    }

    /**
     * TS_SUPPRESS_OUTPUT_PDU, [MS-RDPBCGR] 2.2.11.3.1; the area is empty when output shall stop.
     */
    record SuppressOutput(Optional<InclusiveRect> allowed) implements ClientData {}

    /** [MS-RDPBCGR] 2.2.2.2. */
    record ShutdownRequest() implements ClientData {}

    /** TS_FRAME_ACKNOWLEDGE_PDU, [MS-RDPRFX] 2.2.3.1. */
    record FrameAcknowledge(long frameId) implements ClientData {}

    /** Reports about caches that this server does not use. */
    record CacheError() implements ClientData {}

    static ClientData decode(ShareData data) throws ProtocolException {
        WireReader in = data.body();
        return switch (data.type()) {
            case SYNCHRONIZE -> synchronize(in);
            case CONTROL -> control(in);
            case FONT_LIST -> new FontList();
            case PERSISTENT_KEY_LIST -> persistentKeys(in);
            case INPUT -> new Input(in.rest());
            case REFRESH_RECT -> refreshRect(in);
            case SUPPRESS_OUTPUT -> suppressOutput(in);
            case SHUTDOWN_REQUEST -> new ShutdownRequest();
            case FRAME_ACKNOWLEDGE -> new FrameAcknowledge(in.u32("frameID"));
            case BITMAP_CACHE_ERROR,
                    OFFSCREEN_CACHE_ERROR,
                    DRAW_NINE_GRID_ERROR,
                    DRAW_GDIPLUS_ERROR ->
                    new CacheError();
            case UPDATE,
                    POINTER,
                    PLAY_SOUND,
                    SHUTDOWN_DENIED,
                    SAVE_SESSION_INFO,
                    FONT_MAP,
                    SET_KEYBOARD_INDICATORS,
                    SET_KEYBOARD_IME_STATUS,
                    SET_ERROR_INFO,
                    ARC_STATUS,
                    STATUS_INFO,
                    MONITOR_LAYOUT ->
                    throw in.refuse(0, new Reason.Unknown("pduType2", data.type().value()));
        };
    }

    private static Synchronize synchronize(WireReader in) throws ProtocolException {
        in.skip("messageType", 2);
        return new Synchronize(in.u16("targetUser"));
    }

    private static Control control(WireReader in) throws ProtocolException {
        return new Control(
                in.u16("action", Control.REQUEST_CONTROL, Control.COOPERATE),
                in.u16("grantId"),
                in.u32("controlId"));
    }

    private static PersistentKeys persistentKeys(WireReader in) throws ProtocolException {
        int entries = 0;
        for (int cache = 0; cache < 5; cache++) {
            entries += in.u16("numEntriesCache");
        }
        int total = 0;
        for (int cache = 0; cache < 5; cache++) {
            total += in.u16("totalEntriesCache");
        }
        if (total > 262_144) {
            throw in.refuse(10, new Reason.OutOfRange("totalEntriesCache", total, 0, 262_144));
        }
        int bits = in.u8("bBitMask");
        in.skip("Pad2, Pad3", 3);
        in.skip("entries", entries * 8);
        return new PersistentKeys(total, (bits & 1) != 0, (bits & 2) != 0);
    }

    private static RefreshRect refreshRect(WireReader in) throws ProtocolException {
        int count = in.u8("numberOfAreas");
        in.skip("pad3Octects", 3);
        var areas = new ArrayList<InclusiveRect>(count);
        for (int i = 0; i < count; i++) {
            areas.add(InclusiveRect.decode(in));
        }
        return new RefreshRect(areas);
    }

    private static SuppressOutput suppressOutput(WireReader in) throws ProtocolException {
        int allow = in.u8("allowDisplayUpdates", 0, 1);
        in.skip("pad3Octects", 3);
        return new SuppressOutput(
                allow == 0 ? Optional.empty() : Optional.of(InclusiveRect.decode(in)));
    }

    /** The body as the client writes it, after the share headers. */
    static byte[] encode(ClientData data) {
        var out = new WireWriter(64);
        switch (data) {
            case Synchronize s -> out.u16(1).u16(s.targetUser());
            case Control c -> out.u16(c.action()).u16(c.grantId()).u32(c.controlId());
            case FontList _ -> out.u16(0).u16(0).u16(3).u16(0x32);
            case PersistentKeys p ->
                    out.zeros(10)
                            .u16(p.total())
                            .zeros(8)
                            .u8((p.first() ? 1 : 0) | (p.last() ? 2 : 0))
                            .zeros(3);
            case Input i -> out.bytes(i.body());
            case RefreshRect r -> {
                out.u8(r.areas().size()).zeros(3);
                r.areas().forEach(area -> area.encode(out));
            }
            case SuppressOutput s -> {
                out.u8(s.allowed().isPresent() ? 1 : 0).zeros(3);
                s.allowed().ifPresent(area -> area.encode(out));
            }
            case FrameAcknowledge f -> out.u32(f.frameId());
            case ShutdownRequest _, CacheError _ -> {}
        }
        return out.toByteArray();
    }
}
