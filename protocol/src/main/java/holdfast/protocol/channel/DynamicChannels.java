package holdfast.protocol.channel;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The static channel "drdynvc" and the dynamic channels in it, server side: [MS-RDPEDYC]. Channels
 * that are opened before the client has said which version it speaks wait for that. Not safe for
 * more than one thread; its owner is the connection.
 */
public final class DynamicChannels implements ChannelProcessor {
    public static final String NAME = "drdynvc";

    private static final int CMD_CREATE = 0x1;
    private static final int CMD_DATA_FIRST = 0x2;
    private static final int CMD_DATA = 0x3;
    private static final int CMD_CLOSE = 0x4;
    private static final int CMD_CAPABILITY = 0x5;
    private static final int CMD_DATA_FIRST_COMPRESSED = 0x6;
    private static final int CMD_DATA_COMPRESSED = 0x7;
    private static final int CMD_SOFT_SYNC_RESPONSE = 0x9;

    /** Shares of the bandwidth, 70, 20, 7 and 3 percent: 65536 / charge. [MS-RDPEDYC] 2.2.1.1.2 */
    private static final int[] PRIORITY_CHARGES = {936, 3276, 9362, 21_845};

    /** No PDU in here may be longer, so that each is one chunk. */
    private static final int MAX_PDU = 1600;

    /** More than any client sends in one PDU. */
    private static final int MAX_RECEIVED_PDU = 1 << 16;

    private static final int MAX_DATA_HEADER =
            1 // cbId, Sp, Cmd
                    + 4 // ChannelId
                    + 4; // Length

    /** One channel that was asked for; {@code open} once the client agreed. */
    private static final class Entry {
        final DynamicChannel channel;
        final Reassembly reassembly;
        boolean open;

        Entry(DynamicChannel channel) {
            this.channel = channel;
            this.reassembly = new Reassembly(channel);
        }
    }

    private final int offeredVersion;
    private final List<DynamicChannel> waiting = new ArrayList<>();
    private final Map<Integer, Entry> entries = new HashMap<>();
    private final WireWriter pdu = new WireWriter(MAX_PDU);
    private int version;
    private int lastId;

    /**
     * @param offeredVersion 1 to 3. From 3 on a client may send compressed data, which is refused;
     *     so 2 is the one to offer.
     */
    public DynamicChannels(int offeredVersion) {
        if (offeredVersion < 1 || offeredVersion > 3) {
            throw new IllegalArgumentException("no such version: " + offeredVersion);
        }
        this.offeredVersion = offeredVersion;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int maxMessage() {
        return MAX_RECEIVED_PDU;
    }

    /** The version both sides speak; 0 until the client has said. */
    public int version() {
        return version;
    }

    /** DYNVC_CAPS_VERSION1 to 3, [MS-RDPEDYC] 2.2.1.1. */
    @Override
    public List<byte[]> opened() {
        pdu.clear().u8(CMD_CAPABILITY << 4).u8(0).u16(offeredVersion);
        if (offeredVersion > 1) {
            for (int charge : PRIORITY_CHARGES) {
                pdu.u16(charge);
            }
        }
        return List.of(pdu.toByteArray());
    }

    /** Asks the client to open a channel. */
    public List<byte[]> open(DynamicChannel channel) {
        if (version == 0) {
            waiting.add(channel);
            return List.of();
        }
        return List.of(create(channel));
    }

    /** Closes a channel, or takes back that it was asked for. */
    public List<byte[]> close(DynamicChannel channel) {
        waiting.remove(channel);
        Integer id = idOf(channel);
        if (id == null) {
            return List.of();
        }
        Entry entry = entries.remove(id);
        if (entry == null || !entry.open) {
            return List.of(); // Closed when the client says that it opened it.
        }
        channel.closed();
        return List.of(closePdu(id));
    }

    public boolean isOpen(DynamicChannel channel) {
        Integer id = idOf(channel);
        Entry entry = id == null ? null : entries.get(id);
        return entry != null && entry.open;
    }

    /** The PDUs that carry a message on an open channel; none when it is not open. */
    public List<byte[]> send(DynamicChannel channel, byte[] message) {
        var pdus = new ArrayList<byte[]>();
        send(
                channel,
                message,
                0,
                message.length,
                (data, offset, length) ->
                        pdus.add(Arrays.copyOfRange(data, offset, offset + length)));
        return pdus;
    }

    /** As {@link #send(DynamicChannel, byte[])}, without a copy for each PDU. */
    public void send(
            DynamicChannel channel, byte[] message, int offset, int length, MessageSink sink) {
        Integer id = idOf(channel);
        Entry entry = id == null ? null : entries.get(id);
        if (id != null && entry != null && entry.open) {
            send(id, message, offset, length, sink);
        }
    }

    @Override
    public List<byte[]> process(WireReader in) throws ProtocolException {
        int header = in.u8("header");
        int command = header >> 4;
        return switch (command) {
            case CMD_CAPABILITY -> capabilities(in);
            case CMD_CREATE -> created(in, header);
            case CMD_DATA_FIRST -> dataFirst(in, header);
            case CMD_DATA -> data(in, header);
            case CMD_CLOSE -> closedByClient(in, header);
            case CMD_DATA_FIRST_COMPRESSED, CMD_DATA_COMPRESSED ->
                    throw in.refuse(1, new Reason.NotAllowedHere("compressed data", NAME));
            // Only an answer to a request that we never make.
            case CMD_SOFT_SYNC_RESPONSE -> List.of();
            default -> throw in.refuse(1, new Reason.Unknown("Cmd", command));
        };
    }

    @Override
    public void closed() {
        for (Entry entry : entries.values()) {
            if (entry.open) {
                entry.channel.closed();
            }
        }
        entries.clear();
        waiting.clear();
    }

    private List<byte[]> capabilities(WireReader in) throws ProtocolException {
        in.skip("Pad", 1);
        int answered = in.u16("Version", 1, 0xFFFF);
        if (version != 0) {
            return List.of();
        }
        version = Math.min(answered, offeredVersion);
        var requests = new ArrayList<byte[]>();
        for (DynamicChannel channel : waiting) {
            requests.add(create(channel));
        }
        waiting.clear();
        return requests;
    }

    private List<byte[]> created(WireReader in, int header) throws ProtocolException {
        int id = channelId(in, header);
        int status = in.i32("CreationStatus");
        Entry entry = entries.get(id);
        if (entry == null) { // Taken back in the meantime.
            return status >= 0 ? List.of(closePdu(id)) : List.of();
        }
        if (entry.open) {
            throw in.refuse(4, new Reason.NotAllowedHere("DYNVC_CREATE_RSP", "open"));
        }
        if (status < 0) {
            entries.remove(id);
            entry.channel.refused(status);
            return List.of();
        }
        entry.open = true;
        return wrap(id, entry.channel.opened());
    }

    private List<byte[]> dataFirst(WireReader in, int header) throws ProtocolException {
        int id = channelId(in, header);
        long length = number(in, "Length", header >> 2 & 0x3);
        Entry entry = openEntry(id);
        if (entry == null) {
            return List.of();
        }
        var answers = new ArrayList<byte[]>(wrap(id, entry.reassembly.begin(length)));
        answers.addAll(continued(in, id, entry));
        return answers;
    }

    private List<byte[]> data(WireReader in, int header) throws ProtocolException {
        int id = channelId(in, header);
        Entry entry = openEntry(id);
        if (entry == null) {
            return List.of();
        }
        if (!entry.reassembly.underWay()) {
            return wrap(id, entry.reassembly.whole(in));
        }
        return continued(in, id, entry);
    }

    private List<byte[]> continued(WireReader in, int id, Entry entry) throws ProtocolException {
        entry.reassembly.add(in);
        return entry.reassembly.complete() ? wrap(id, entry.reassembly.end(in)) : List.of();
    }

    private List<byte[]> closedByClient(WireReader in, int header) throws ProtocolException {
        Entry entry = entries.remove(channelId(in, header));
        if (entry != null && entry.open) {
            entry.channel.closed();
        }
        return List.of();
    }

    /** Null for a channel that was closed while data for it was under way. */
    private @Nullable Entry openEntry(int id) {
        Entry entry = entries.get(id);
        return entry != null && entry.open ? entry : null;
    }

    private byte[] create(DynamicChannel channel) {
        int id = ++lastId;
        entries.put(id, new Entry(channel));
        int priority = version > 1 ? channel.priority() << 2 : 0;
        pdu.clear();
        header(CMD_CREATE, priority, id);
        for (int i = 0; i < channel.name().length(); i++) {
            pdu.u8(channel.name().charAt(i));
        }
        return pdu.u8(0).toByteArray();
    }

    private byte[] closePdu(int id) {
        pdu.clear();
        header(CMD_CLOSE, 0, id);
        return pdu.toByteArray();
    }

    private List<byte[]> wrap(int id, List<byte[]> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        var pdus = new ArrayList<byte[]>();
        for (byte[] message : messages) {
            send(
                    id,
                    message,
                    0,
                    message.length,
                    (data, offset, length) ->
                            pdus.add(Arrays.copyOfRange(data, offset, offset + length)));
        }
        return pdus;
    }

    private void send(int id, byte[] message, int offset, int length, MessageSink sink) {
        int at = offset;
        int end = offset + length;
        pdu.clear();
        if (length > MAX_PDU - MAX_DATA_HEADER) {
            header(CMD_DATA_FIRST, sizeCode(length) << 2, id);
            number(length);
        } else {
            header(CMD_DATA, 0, id);
        }
        do {
            int part = Math.min(end - at, MAX_PDU - pdu.size());
            pdu.bytes(message, at, part);
            sink.message(pdu.array(), 0, pdu.size());
            at += part;
            pdu.clear();
            header(CMD_DATA, 0, id);
        } while (at < end);
    }

    private void header(int command, int middleBits, int id) {
        pdu.u8(command << 4 | middleBits | sizeCode(id));
        number(id);
    }

    private void number(int value) {
        switch (sizeCode(value)) {
            case 0 -> pdu.u8(value);
            case 1 -> pdu.u16(value);
            default -> pdu.u32(value);
        }
    }

    private static int sizeCode(int value) {
        return value <= 0xFF ? 0 : value <= 0xFFFF ? 1 : 2;
    }

    private static int channelId(WireReader in, int header) throws ProtocolException {
        return (int) number(in, "ChannelId", header & 0x3);
    }

    private static long number(WireReader in, String field, int sizeCode) throws ProtocolException {
        return switch (sizeCode) {
            case 0 -> in.u8(field);
            case 1 -> in.u16(field);
            case 2 -> in.u32(field);
            default -> throw in.refuse(1, new Reason.Unknown("cb" + field, sizeCode));
        };
    }

    private @Nullable Integer idOf(DynamicChannel channel) {
        for (Map.Entry<Integer, Entry> entry : entries.entrySet()) {
            if (entry.getValue().channel == channel) {
                return entry.getKey();
            }
        }
        return null;
    }
}
