package holdfast.desktops.x11;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The core protocol's requests that a session needs: properties, selections, the key map. */
final class XCore {
    static final int KEY_MAPPING_NOTIFY = 34;
    static final int CONFIGURE_NOTIFY = 22;
    static final int PROPERTY_NOTIFY = 28;
    static final int SELECTION_CLEAR = 29;
    static final int SELECTION_REQUEST = 30;
    static final int SELECTION_NOTIFY = 31;

    static final int STRUCTURE_NOTIFY_MASK = 1 << 17;
    static final int PROPERTY_CHANGE_MASK = 1 << 22;

    static final int ATOM_PRIMARY = 1;
    static final int ATOM_ATOM = 4;
    static final int ATOM_INTEGER = 19;
    static final int ATOM_RESOURCE_MANAGER = 23;
    static final int ATOM_STRING = 31;

    private static final int CREATE_WINDOW = 1;
    private static final int CHANGE_WINDOW_ATTRIBUTES = 2;
    private static final int INTERN_ATOM = 16;
    private static final int CHANGE_PROPERTY = 18;
    private static final int DELETE_PROPERTY = 19;
    private static final int GET_PROPERTY = 20;
    private static final int SET_SELECTION_OWNER = 22;
    private static final int GET_SELECTION_OWNER = 23;
    private static final int CONVERT_SELECTION = 24;
    private static final int SEND_EVENT = 25;
    private static final int GRAB_SERVER = 36;
    private static final int UNGRAB_SERVER = 37;
    private static final int GET_GEOMETRY = 14;
    private static final int GET_IMAGE = 73;
    private static final int CHANGE_KEYBOARD_MAPPING = 100;
    private static final int GET_KEYBOARD_MAPPING = 101;
    private static final int CHANGE_KEYBOARD_CONTROL = 102;
    private static final int GET_MODIFIER_MAPPING = 119;

    private static final int INPUT_ONLY = 2;
    private static final int EVENT_MASK = 1 << 11;
    private static final int AUTO_REPEAT_MODE = 1 << 7;
    private static final int Z_PIXMAP = 2;
    private static final int EVENT_BYTES = 32;

    private final XConnection x;
    private final Map<String, Integer> atoms = new HashMap<>();

    /**
     * @param format 8, 16 or 32 bits per item
     * @param remaining bytes that were not asked for
     */
    record Property(int type, int format, byte[] data, int remaining) {}

    /** Key symbols per keycode: {@code width} columns, from the first keycode on. */
    record KeyMap(int first, int width, int[] symbols) {
        int symbol(int keycode, int column) {
            return column < width ? symbols[(keycode - first) * width + column] : 0;
        }

        int last() {
            return first + symbols.length / width - 1;
        }
    }

    XCore(XConnection x) {
        this.x = x;
    }

    int atom(String name) {
        return atoms.computeIfAbsent(
                name,
                n -> {
                    byte[] bytes = n.getBytes(StandardCharsets.ISO_8859_1);
                    XRequest request = new XRequest(INTERN_ATOM, 0);
                    return x.ask(request.u16(bytes.length).u16(0).bytes(bytes)).u32(8);
                });
    }

    /** A window that is never seen; it has properties and gets their events. */
    int createHiddenWindow() {
        int window = x.newId();
        x.send(
                new XRequest(CREATE_WINDOW, 0)
                        .u32(window)
                        .u32(x.setup().root())
                        .u16(-1)
                        .u16(-1)
                        .u16(1)
                        .u16(1)
                        .u16(0)
                        .u16(INPUT_ONLY)
                        .u32(0)
                        .u32(EVENT_MASK)
                        .u32(PROPERTY_CHANGE_MASK));
        return window;
    }

    void selectEvents(int window, int mask) {
        x.send(new XRequest(CHANGE_WINDOW_ATTRIBUTES, 0).u32(window).u32(EVENT_MASK).u32(mask));
    }

    /** Width and height of a window. */
    int[] size(int window) {
        XMessage reply = x.ask(new XRequest(GET_GEOMETRY, 0).u32(window));
        return new int[] {reply.u16(16), reply.u16(18)};
    }

    /**
     * @param format 8, 16 or 32
     */
    void setProperty(int window, int property, int type, int format, byte[] data) {
        x.send(
                new XRequest(CHANGE_PROPERTY, 0) // replace
                        .u32(window)
                        .u32(property)
                        .u32(type)
                        .u8(format)
                        .skip(3)
                        .u32(data.length / (format / 8))
                        .bytes(data));
    }

    void deleteProperty(int window, int property) {
        x.send(new XRequest(DELETE_PROPERTY, 0).u32(window).u32(property));
    }

    /** Reads from {@code offset}, a multiple of four; empty when there is no such property. */
    Optional<Property> property(int window, int property, int offset, int most, boolean delete) {
        XMessage reply =
                x.ask(
                        new XRequest(GET_PROPERTY, delete ? 1 : 0)
                                .u32(window)
                                .u32(property)
                                .u32(0) // of any type
                                .u32(offset / 4)
                                .u32(most / 4));
        int type = reply.u32(8);
        if (type == 0) {
            return Optional.empty();
        }
        int format = reply.u8(1);
        byte[] data = reply.bytes(32, reply.u32(16) * (format / 8));
        return Optional.of(new Property(type, format, data, reply.u32(12)));
    }

    void own(int selection, int window, int time) {
        x.send(new XRequest(SET_SELECTION_OWNER, 0).u32(window).u32(selection).u32(time));
    }

    int owner(int selection) {
        return x.ask(new XRequest(GET_SELECTION_OWNER, 0).u32(selection)).u32(8);
    }

    /** Asks a selection's owner to put it, as {@code target}, into {@code property}. */
    void convert(int window, int selection, int target, int property, int time) {
        x.send(
                new XRequest(CONVERT_SELECTION, 0)
                        .u32(window)
                        .u32(selection)
                        .u32(target)
                        .u32(property)
                        .u32(time));
    }

    /** The answer to a SelectionRequest; no {@code property} is a refusal. */
    void answerSelection(XMessage request, int property) {
        XRequest event = new XRequest(SEND_EVENT, 0).u32(request.u32(12)).u32(0);
        event.u8(SELECTION_NOTIFY)
                .u8(0)
                .u16(0)
                .u32(request.u32(4)) // time
                .u32(request.u32(12)) // requestor
                .u32(request.u32(16)) // selection
                .u32(request.u32(20)) // target
                .u32(property)
                .skip(EVENT_BYTES - 24);
        x.send(event);
    }

    void grabServer(boolean on) {
        x.send(new XRequest(on ? GRAB_SERVER : UNGRAB_SERVER, 0));
    }

    /** Pixels through the socket, for servers that take no shared memory. */
    byte[] image(int window, holdfast.graphics.Rect area) {
        XMessage reply =
                x.ask(
                        new XRequest(GET_IMAGE, Z_PIXMAP)
                                .u32(window)
                                .u16(area.x())
                                .u16(area.y())
                                .u16(area.width())
                                .u16(area.height())
                                .u32(-1));
        return reply.bytes(32, Math.toIntExact(area.area() * 4));
    }

    KeyMap keyMap() {
        int first = x.setup().minKeycode();
        int count = x.setup().maxKeycode() - first + 1;
        XMessage reply = x.ask(new XRequest(GET_KEYBOARD_MAPPING, 0).u8(first).u8(count).u16(0));
        int width = reply.u8(1);
        int[] symbols = new int[count * width];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = reply.u32(32 + 4 * i);
        }
        return new KeyMap(first, width, symbols);
    }

    /** Puts one symbol on every level of a key. */
    void setKey(int keycode, int symbol) {
        x.send(
                new XRequest(CHANGE_KEYBOARD_MAPPING, 1)
                        .u8(keycode)
                        .u8(2)
                        .u16(0)
                        .u32(symbol)
                        .u32(symbol));
    }

    void setAutoRepeat(boolean on) {
        x.send(new XRequest(CHANGE_KEYBOARD_CONTROL, 0).u32(AUTO_REPEAT_MODE).u32(on ? 1 : 0));
    }

    /** For each keycode the modifiers that it sets, as a mask. */
    int[] modifiers() {
        XMessage reply = x.ask(new XRequest(GET_MODIFIER_MAPPING, 0));
        int perModifier = reply.u8(1);
        int[] masks = new int[256];
        for (int i = 0; i < 8 * perModifier; i++) {
            masks[reply.u8(32 + i)] |= 1 << i / perModifier;
        }
        masks[0] = 0;
        return masks;
    }
}
