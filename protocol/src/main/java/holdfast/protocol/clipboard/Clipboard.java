package holdfast.protocol.clipboard;

import holdfast.protocol.channel.ChannelProcessor;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The static channel "cliprdr", server side: [MS-RDPECLIP]. What the desktop's side does comes in
 * through {@link #offer}, {@link #withdraw}, {@link #requestText} and {@link #deliver}, which give
 * back the messages to send; what the client does goes to the {@link ClipboardHost}. The host may
 * call back from there: the messages then leave with those of {@link #process}, in their order, and
 * the call itself gives back none. Not safe for more than one thread; its owner is the connection.
 *
 * <p>At the beginning both sides may have something. What the user copied at the client then wins,
 * so our first list waits for the client's. But a client with an empty clipboard sends none (mstsc)
 * or one that means nothing (xfreerdp); {@link #settle} ends the wait. Files are refused.
 */
public final class Clipboard implements ChannelProcessor {
    public static final String NAME = "cliprdr";

    private static final int CB_MONITOR_READY = 0x0001;
    private static final int CB_FORMAT_LIST = 0x0002;
    private static final int CB_FORMAT_LIST_RESPONSE = 0x0003;
    private static final int CB_FORMAT_DATA_REQUEST = 0x0004;
    private static final int CB_FORMAT_DATA_RESPONSE = 0x0005;
    private static final int CB_TEMP_DIRECTORY = 0x0006;
    private static final int CB_CLIP_CAPS = 0x0007;
    private static final int CB_FILECONTENTS_REQUEST = 0x0008;
    private static final int CB_FILECONTENTS_RESPONSE = 0x0009;
    private static final int CB_LOCK_CLIPDATA = 0x000A;
    private static final int CB_UNLOCK_CLIPDATA = 0x000B;

    private static final int CB_RESPONSE_OK = 0x0001;
    private static final int CB_RESPONSE_FAIL = 0x0002;

    private static final int CB_CAPSTYPE_GENERAL = 0x0001;
    private static final int CB_CAPS_VERSION_2 = 0x0000_0002;
    private static final int CB_USE_LONG_FORMAT_NAMES = 0x0000_0002;

    private static final int HEADER_SIZE = 8;

    /** Lists of formats with their names; the rest is shorter. */
    private static final int MAX_CONTROL_MESSAGE = 1 << 20;

    /** Requests of the client that may wait for the desktop at a time. */
    private static final int MAX_WANTED = 8;

    private final ClipboardHost host;
    private final int maxText;
    private final ArrayDeque<TextFormat> wanted = new ArrayDeque<>();

    /** The client speaks on this channel. */
    private boolean heard;

    /** Who has the clipboard at the beginning is decided. */
    private boolean settled;

    private boolean longNames;

    /** The desktop has a text. */
    private boolean offering;

    /** Our list is to be sent as soon as both of the above are so. */
    private boolean offerWaits;

    /** The client's clipboard stands for ours: its last list is older than our last one. */
    private boolean announced;

    private Set<TextFormat> clientFormats = EnumSet.noneOf(TextFormat.class);
    private @Nullable TextFormat requested;

    /** The client's clipboard changed after we had asked for its text. */
    private boolean changedSince;

    /** The answer on its way is for an older text than the host wants. */
    private boolean askAgain;

    /** What {@link #process} will give back; null while it does not run. */
    private @Nullable List<byte[]> answers;

    /**
     * @param maxText bytes on the wire of one text, either way
     */
    public Clipboard(ClipboardHost host, int maxText) {
        this.host = host;
        this.maxText = maxText;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Large only while we wait for a text: nothing else has a reason to be. */
    @Override
    public int maxMessage() {
        return requested == null
                ? MAX_CONTROL_MESSAGE
                : Math.max(MAX_CONTROL_MESSAGE, maxText + HEADER_SIZE);
    }

    @Override
    public List<byte[]> opened() {
        byte[] capabilities =
                message(CB_CLIP_CAPS, 0, 16)
                        .u16(1) // cCapabilitiesSets
                        .u16(0) // pad1
                        .u16(CB_CAPSTYPE_GENERAL)
                        .u16(12) // lengthCapability
                        .u32(CB_CAPS_VERSION_2)
                        .u32(CB_USE_LONG_FORMAT_NAMES)
                        .toByteArray();
        return List.of(capabilities, message(CB_MONITOR_READY, 0, 0).toByteArray());
    }

    /** The desktop has a new text. */
    public List<byte[]> offer() {
        offering = true;
        offerWaits = true;
        return out(waiting());
    }

    /** The desktop has no text any more. */
    public List<byte[]> withdraw() {
        offering = false;
        offerWaits = false;
        // Another list would empty the client's clipboard of what the user copied there since.
        return out(announced ? list() : List.of());
    }

    /**
     * Stops waiting for the client's first list; to be called once, a second or two after the
     * channel was opened.
     */
    public List<byte[]> settle() {
        settled = true;
        return out(waiting());
    }

    /**
     * Asks for the client's text. The answer goes to {@link ClipboardHost#clientText}, at once when
     * the client has none. While one answer is awaited, no more is asked: it serves all, unless the
     * client's clipboard has changed meanwhile.
     */
    public List<byte[]> requestText() {
        if (requested != null) {
            askAgain = changedSince;
            return List.of();
        }
        if (clientFormats.isEmpty()) {
            host.clientText(Optional.empty());
            return List.of();
        }
        TextFormat format = clientFormats.iterator().next();
        requested = format;
        changedSince = false;
        askAgain = false;
        return out(List.of(message(CB_FORMAT_DATA_REQUEST, 0, 4).u32(format.id()).toByteArray()));
    }

    /**
     * Answers {@link ClipboardHost#textWanted}; does nothing when no answer is due.
     *
     * @param text empty when the desktop cannot give it; a text past the limit is refused too
     */
    public List<byte[]> deliver(Optional<String> text) {
        TextFormat format = wanted.poll();
        if (format == null) {
            return List.of();
        }
        return out(List.of(textResponse(format, text)));
    }

    @Override
    public List<byte[]> process(WireReader in) throws ProtocolException {
        int type = in.u16("msgType");
        int flags = in.u16("msgFlags");
        WireReader body = in.sub("data", in.u32("dataLen", 0, Integer.MAX_VALUE));
        heard = true;
        var given = new ArrayList<byte[]>();
        answers = given;
        try {
            switch (type) {
                case CB_CLIP_CAPS -> capabilities(body);
                case CB_FORMAT_LIST -> formatList(body, given);
                case CB_FORMAT_DATA_REQUEST -> dataRequest(body, given);
                case CB_FORMAT_DATA_RESPONSE -> dataResponse(body, (flags & CB_RESPONSE_OK) != 0);
                case CB_FILECONTENTS_REQUEST ->
                        given.add(
                                message(CB_FILECONTENTS_RESPONSE, CB_RESPONSE_FAIL, 4)
                                        .u32(body.u32("streamId"))
                                        .toByteArray());
                // Most are about files; a failed list is not worth a second try, the next comes.
                case CB_TEMP_DIRECTORY,
                        CB_LOCK_CLIPDATA,
                        CB_UNLOCK_CLIPDATA,
                        CB_FORMAT_LIST_RESPONSE -> {}
                default -> throw in.refuse(0, new Reason.Unknown("msgType", type));
            }
            given.addAll(waiting());
        } finally {
            answers = null;
        }
        return given;
    }

    /** A text past the limit is as good as none; the connection goes on. */
    @Override
    public List<byte[]> oversized(long length) {
        if (requested != null) {
            requested = null;
            host.clientText(Optional.empty());
        }
        return List.of();
    }

    @Override
    public void closed() {
        if (requested != null) {
            requested = null;
            host.clientText(Optional.empty());
        }
        clientFormats = EnumSet.noneOf(TextFormat.class);
        wanted.clear();
    }

    private void capabilities(WireReader in) throws ProtocolException {
        int count = in.u16("cCapabilitiesSets");
        in.skip("pad1", 2);
        for (int i = 0; i < count; i++) {
            int type = in.u16("capabilitySetType");
            int length = in.u16("lengthCapability", 4, 0xFFFF);
            WireReader set = in.sub("capabilityData", length - 4);
            if (type == CB_CAPSTYPE_GENERAL) {
                set.skip("version", 4);
                longNames = (set.i32("generalFlags") & CB_USE_LONG_FORMAT_NAMES) != 0;
            }
        }
    }

    private void formatList(WireReader in, List<byte[]> given) throws ProtocolException {
        FormatList list = FormatList.decode(in, longNames);
        given.add(message(CB_FORMAT_LIST_RESPONSE, CB_RESPONSE_OK, 0).toByteArray());
        if (!list.placeholder()) {
            settled = true;
            offerWaits &= list.empty();
            announced = false;
            changedSince = true;
            clientFormats = list.text();
            host.clientOffers(!clientFormats.isEmpty());
        }
    }

    private void dataRequest(WireReader in, List<byte[]> given) throws ProtocolException {
        Optional<TextFormat> format = TextFormat.ofId(in.u32("requestedFormatId"));
        if (!offering || format.isEmpty() || wanted.size() >= MAX_WANTED) {
            given.add(textResponse(TextFormat.ANSI, Optional.empty()));
        } else {
            wanted.add(format.get());
            host.textWanted();
        }
    }

    private void dataResponse(WireReader in, boolean succeeded) {
        TextFormat format = requested;
        if (format == null) {
            return; // The answer to a request that was given up.
        }
        requested = null;
        if (askAgain) {
            requestText();
        } else if (!succeeded || in.remaining() > maxText) {
            host.clientText(Optional.empty());
        } else {
            host.clientText(Optional.of(format.decode(in.rest())));
        }
    }

    private byte[] textResponse(TextFormat format, Optional<String> text) {
        // Every form has at least a byte for each character.
        if (text.isPresent() && text.get().length() <= maxText) {
            byte[] data = format.encode(text.get());
            if (data.length <= maxText) {
                return message(CB_FORMAT_DATA_RESPONSE, CB_RESPONSE_OK, data.length)
                        .bytes(data)
                        .toByteArray();
            }
        }
        return message(CB_FORMAT_DATA_RESPONSE, CB_RESPONSE_FAIL, 0).toByteArray();
    }

    /** Gives messages to the caller, or to {@link #process} where that has called the host. */
    private List<byte[]> out(List<byte[]> messages) {
        List<byte[]> underWay = answers;
        if (underWay == null) {
            return messages;
        }
        underWay.addAll(messages);
        return List.of();
    }

    private List<byte[]> waiting() {
        return offerWaits && heard && settled ? list() : List.of();
    }

    /** The list of what the desktop has. */
    private List<byte[]> list() {
        offerWaits = false;
        announced = offering;
        Set<TextFormat> formats =
                offering ? EnumSet.allOf(TextFormat.class) : EnumSet.noneOf(TextFormat.class);
        var list = new WireWriter();
        FormatList.encode(list, formats, longNames);
        return List.of(
                message(CB_FORMAT_LIST, 0, list.size())
                        .bytes(list.array(), 0, list.size())
                        .toByteArray());
    }

    private static WireWriter message(int type, int flags, int length) {
        return new WireWriter(HEADER_SIZE + length).u16(type).u16(flags).u32(length);
    }
}
