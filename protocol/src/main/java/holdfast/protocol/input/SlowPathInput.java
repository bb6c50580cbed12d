package holdfast.protocol.input;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;

/** The body of a Client Input Event PDU, TS_INPUT_PDU_DATA of [MS-RDPBCGR] 2.2.8.1.1.3. */
public final class SlowPathInput {
    static final int EVENT_SYNC = 0x0000;
    static final int EVENT_SCANCODE = 0x0004;
    static final int EVENT_UNICODE = 0x0005;
    static final int EVENT_MOUSE = 0x8001;
    static final int EVENT_MOUSE_EXTENDED = 0x8002;

    static final int KEY_EXTENDED = 0x0100;
    static final int KEY_EXTENDED1 = 0x0200;
    static final int KEY_RELEASE = 0x8000;

    private static final int EVENT_SIZE =
            4 // eventTime
                    + 2 // messageType
                    + 6; // slowPathInputData, the same for every type

    private SlowPathInput() {}

    /**
     * Reads every event, in order. Events of types that we do not know (INPUT_EVENT_UNUSED,
     * relative mouse) are skipped: all have one size.
     *
     * @param in begins after the share data header
     */
    public static List<InputEvent> decode(WireReader in) throws ProtocolException {
        int count = in.u16("numEvents");
        in.skip("pad2Octets", 2);
        WireReader body = in.sub("slowPathInputEvents", count * EVENT_SIZE);
        var events = new ArrayList<InputEvent>(count);
        for (int i = 0; i < count; i++) {
            body.skip("eventTime", 4);
            int messageType = body.u16("messageType");
            decodeEvent(messageType, body.sub("slowPathInputData", 6), events);
        }
        return events;
    }

    private static void decodeEvent(int messageType, WireReader in, List<InputEvent> out)
            throws ProtocolException {
        switch (messageType) {
            case EVENT_SYNC -> {
                in.skip("pad2Octets", 2);
                int flags = in.i32("toggleFlags");
                out.add(
                        new InputEvent.Synchronize(
                                (flags & FastPathInput.SYNC_SCROLL_LOCK) != 0,
                                (flags & FastPathInput.SYNC_NUM_LOCK) != 0,
                                (flags & FastPathInput.SYNC_CAPS_LOCK) != 0,
                                (flags & FastPathInput.SYNC_KANA_LOCK) != 0));
            }
            case EVENT_SCANCODE -> {
                int flags = in.u16("keyboardFlags");
                out.add(
                        Keys.key(
                                in.u16("keyCode") & 0xFF,
                                (flags & KEY_EXTENDED) != 0,
                                (flags & KEY_EXTENDED1) != 0,
                                (flags & KEY_RELEASE) == 0));
            }
            case EVENT_UNICODE -> {
                int flags = in.u16("keyboardFlags");
                char codeUnit = (char) in.u16("unicodeCode");
                out.add(new InputEvent.Unicode(codeUnit, (flags & KEY_RELEASE) == 0));
            }
            case EVENT_MOUSE ->
                    PointerFlags.mouse(in.u16("pointerFlags"), in.u16("xPos"), in.u16("yPos"), out);
            case EVENT_MOUSE_EXTENDED ->
                    PointerFlags.extendedMouse(
                            in.u16("pointerFlags"), in.u16("xPos"), in.u16("yPos"), out);
            default -> {
                // Skipped: the reader covers this event alone.
            }
        }
    }
}
