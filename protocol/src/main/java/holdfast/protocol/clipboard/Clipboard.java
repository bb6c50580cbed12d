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
 * back the messages to send; what the client does goes to the {@link ClipboardHost}. Not safe for
 * more than one thread; its owner is the connection.
 *
 * <pre>
 * opened ── capabilities, monitor ready ──▶ Waiting ── anything from the client ──▶ Ready
 * </pre>
 *
 * A client with an empty clipboard (mstsc) sends no format list, so the first one is not waited
 * for. Files are refused.
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

    private boolean ready;
    private boolean longNames;

    /** The desktop has a text. */
    private boolean offering;

    /** The client's clipboard stands for ours: its last list is older than our last one. */
    private boolean announced;

    private boolean offerWaits;
    private Set<TextFormat> clientFormats = EnumSet.noneOf(TextFormat.class);
    private @Nullable TextFormat requested;

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
        return announce();
    }

    /** The desktop has no text any more. */
    public List<byte[]> withdraw() {
        offering = false;
        // A list now would empty the client's clipboard of what the user copied there since.
        return announced || !ready ? announce() : List.of();
    }

    /**
     * Asks for the client's text. The answer goes to {@link ClipboardHost#clientText}, at once when
     * the client has none. While one answer is awaited, no more is asked: it serves all.
     */
    public List<byte[]> requestText() {
        if (requested != null) {
            return List.of();
        }
        if (clientFormats.isEmpty()) {
            host.clientText(Optional.empty());
            return List.of();
        }
        TextFormat format = clientFormats.iterator().next();
        requested = format;
        return List.of(message(CB_FORMAT_DATA_REQUEST, 0, 4).u32(format.id()).toByteArray());
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
        if (text.isEmpty() || text.get().length() > maxText) {
            return List.of(refusal(CB_FORMAT_DATA_RESPONSE));
        }
        byte[] data = format.encode(text.get());
        if (data.length > maxText) {
            return List.of(refusal(CB_FORMAT_DATA_RESPONSE));
        }
        return List.of(
                message(CB_FORMAT_DATA_RESPONSE, CB_RESPONSE_OK, data.length)
                        .bytes(data)
                        .toByteArray());
    }

    @Override
    public List<byte[]> process(WireReader in) throws ProtocolException {
        int type = in.u16("msgType");
        int flags = in.u16("msgFlags");
        WireReader body = in.sub("data", in.u32("dataLen", 0, Integer.MAX_VALUE));
        var answers = new ArrayList<byte[]>();
        switch (type) {
            case CB_CLIP_CAPS -> capabilities(body);
            case CB_FORMAT_LIST -> answers.addAll(formatList(body));
            case CB_FORMAT_DATA_REQUEST -> answers.addAll(dataRequest(body));
            case CB_FORMAT_DATA_RESPONSE -> dataResponse(body, (flags & CB_RESPONSE_OK) != 0);
            case CB_FILECONTENTS_REQUEST ->
                    answers.add(
                            message(CB_FILECONTENTS_RESPONSE, CB_RESPONSE_FAIL, 4)
                                    .u32(body.u32("streamId"))
                                    .toByteArray());
            // Both are about files; a failed list is not worth a second try, the next one comes.
            case CB_TEMP_DIRECTORY,
                    CB_LOCK_CLIPDATA,
                    CB_UNLOCK_CLIPDATA,
                    CB_FORMAT_LIST_RESPONSE -> {}
            default -> throw in.refuse(0, new Reason.Unknown("msgType", type));
        }
        if (!ready) {
            ready = true;
            if (offerWaits) {
                answers.addAll(announce());
            }
        }
        return answers;
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

    private List<byte[]> formatList(WireReader in) throws ProtocolException {
        clientFormats = FormatList.decode(in, longNames);
        announced = false;
        if (!clientFormats.isEmpty()) {
            offering = false; // The client's copy is the newer one.
        }
        host.clientOffers(!clientFormats.isEmpty());
        return List.of(message(CB_FORMAT_LIST_RESPONSE, CB_RESPONSE_OK, 0).toByteArray());
    }

    private List<byte[]> dataRequest(WireReader in) throws ProtocolException {
        Optional<TextFormat> format = TextFormat.ofId(in.u32("requestedFormatId"));
        if (!offering || format.isEmpty() || wanted.size() >= MAX_WANTED) {
            return List.of(refusal(CB_FORMAT_DATA_RESPONSE));
        }
        wanted.add(format.get());
        host.textWanted();
        return List.of();
    }

    private void dataResponse(WireReader in, boolean succeeded) {
        TextFormat format = requested;
        if (format == null) {
            return; // The answer to a request that was given up.
        }
        requested = null;
        if (!succeeded || in.remaining() > maxText) {
            host.clientText(Optional.empty());
        } else {
            host.clientText(Optional.of(format.decode(in.rest())));
        }
    }

    /** Sends the list of what the desktop has, once the client is ready for it. */
    private List<byte[]> announce() {
        if (!ready) {
            offerWaits = offering;
            return List.of();
        }
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

    private static byte[] refusal(int type) {
        return message(type, CB_RESPONSE_FAIL, 0).toByteArray();
    }

    private static WireWriter message(int type, int flags, int length) {
        return new WireWriter(HEADER_SIZE + length).u16(type).u16(flags).u32(length);
    }
}
