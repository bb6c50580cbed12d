package holdfast.protocol.input;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;

/** The events of a TS_FP_INPUT_PDU, [MS-RDPBCGR] 2.2.8.1.2, after its header and decryption. */
public final class FastPathInput {
    static final int EVENT_SCANCODE = 0;
    static final int EVENT_MOUSE = 1;
    static final int EVENT_MOUSE_EXTENDED = 2;
    static final int EVENT_SYNC = 3;
    static final int EVENT_UNICODE = 4;
    static final int EVENT_MOUSE_RELATIVE = 5;
    static final int EVENT_QOE_TIMESTAMP = 6;

    static final int KEY_RELEASE = 0x01;
    static final int KEY_EXTENDED = 0x02;
    static final int KEY_EXTENDED1 = 0x04;
    static final int SYNC_SCROLL_LOCK = 0x01;
    static final int SYNC_NUM_LOCK = 0x02;
    static final int SYNC_CAPS_LOCK = 0x04;
    static final int SYNC_KANA_LOCK = 0x08;

    private FastPathInput() {}

    /**
     * Reads every event, in order. Bytes after the last event are left alone.
     *
     * @param numEvents of the fast-path header; 0 says that a count byte comes first
     * @param in the decrypted bytes after the header and its signature
     */
    public static List<InputEvent> decode(int numEvents, WireReader in) throws ProtocolException {
        int count = numEvents == 0 ? in.u8("numEvents") : numEvents;
        var events = new ArrayList<InputEvent>(count);
        for (int i = 0; i < count; i++) {
            decodeEvent(in, events);
        }
        return events;
    }

    private static void decodeEvent(WireReader in, List<InputEvent> out) throws ProtocolException {
        int eventHeader = in.u8("eventHeader");
        int flags = eventHeader & 0x1F;
        int code = eventHeader >> 5;
        switch (code) {
            case EVENT_SCANCODE ->
                    out.add(
                            Keys.key(
                                    in.u8("keyCode"),
                                    (flags & KEY_EXTENDED) != 0,
                                    (flags & KEY_EXTENDED1) != 0,
                                    (flags & KEY_RELEASE) == 0));
            case EVENT_MOUSE ->
                    PointerFlags.mouse(in.u16("pointerFlags"), in.u16("xPos"), in.u16("yPos"), out);
            case EVENT_MOUSE_EXTENDED ->
                    PointerFlags.extendedMouse(
                            in.u16("pointerFlags"), in.u16("xPos"), in.u16("yPos"), out);
            case EVENT_SYNC ->
                    out.add(
                            new InputEvent.Synchronize(
                                    (flags & SYNC_SCROLL_LOCK) != 0,
                                    (flags & SYNC_NUM_LOCK) != 0,
                                    (flags & SYNC_CAPS_LOCK) != 0,
                                    (flags & SYNC_KANA_LOCK) != 0));
            case EVENT_UNICODE ->
                    out.add(
                            new InputEvent.Unicode(
                                    (char) in.u16("unicodeCode"), (flags & KEY_RELEASE) == 0));
            // Only sent by clients that were told INPUT_FLAG_MOUSE_RELATIVE, which we never say.
            case EVENT_MOUSE_RELATIVE -> in.skip("relativeMouseEvent", 6);
            case EVENT_QOE_TIMESTAMP -> out.add(new InputEvent.QoeTimestamp(in.u32("timestamp")));
            default -> throw in.refuse(1, new Reason.Unknown("eventCode", code));
        }
    }
}
