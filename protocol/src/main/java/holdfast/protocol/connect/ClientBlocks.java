package holdfast.protocol.connect;

import holdfast.protocol.connect.ClientCore.ChannelRequest;
import holdfast.protocol.connect.ClientCore.Cluster;
import holdfast.protocol.connect.ClientCore.Monitor;
import holdfast.protocol.connect.ClientCore.Size;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the client data blocks, [MS-RDPBCGR] 2.2.1.3, in any order; unknown ones are skipped. One
 * object reads one request.
 */
final class ClientBlocks {
    static final String NAME = "Client Data Blocks";

    /** The most static channels, 2.2.1.3.4. */
    static final int MOST_CHANNELS = 31;

    /** 2.2.1.3.6. */
    static final int MOST_MONITORS = 16;

    private static final int CS_CORE = 0xC001;
    private static final int CS_SECURITY = 0xC002;
    private static final int CS_NET = 0xC003;
    private static final int CS_CLUSTER = 0xC004;
    private static final int CS_MONITOR = 0xC005;
    private static final int CS_MCS_MSGCHANNEL = 0xC006;
    private static final int CS_MONITOR_EX = 0xC008;
    private static final int CS_MULTITRANSPORT = 0xC00A;
    private static final int REDIRECTED_SESSIONID_FIELD_VALID = 2;
    private static final int MONITOR_PRIMARY = 1;

    private @Nullable CoreBlock core;
    private int encryptionMethods;
    private List<ChannelRequest> channels = List.of();
    private Optional<Cluster> cluster = Optional.empty();
    private List<Monitor> monitors = List.of();
    private boolean messageChannel;
    private int multitransportFlags;

    private ClientBlocks() {}

    static ClientCore decode(WireReader in) throws ProtocolException {
        var blocks = new ClientBlocks();
        // Less than a header's worth of bytes at the end is padding.
        while (in.remaining() >= 4) {
            int type = in.u16("type");
            int length = in.u16("length", 4, 0x2000);
            blocks.read(type, in.sub("block of length", length - 4));
        }
        if (blocks.core == null) {
            throw in.refuse(0, new Reason.Truncated("TS_UD_CS_CORE", 132, 0));
        }
        return blocks.join(blocks.core);
    }

    private void read(int type, WireReader block) throws ProtocolException {
        switch (type) {
            case CS_CORE -> core = CoreBlock.decode(block);
            case CS_SECURITY -> encryptionMethods = security(block);
            case CS_NET -> channels = network(block);
            case CS_CLUSTER -> cluster = Optional.of(cluster(block));
            case CS_MONITOR -> monitors = monitors(block);
            case CS_MONITOR_EX -> monitors = monitorAttributes(block);
            case CS_MCS_MSGCHANNEL -> messageChannel = true;
            case CS_MULTITRANSPORT -> multitransportFlags = block.i32("flags");
            default -> {}
        }
    }

    /** TS_UD_CS_SEC, 2.2.1.3.3: French clients had to hide their methods in the second field. */
    private static int security(WireReader in) throws ProtocolException {
        int methods = in.i32("encryptionMethods");
        int extended = in.remaining() >= 4 ? in.i32("extEncryptionMethods") : 0;
        return methods != 0 ? methods : extended;
    }

    /** TS_UD_CS_NET, 2.2.1.3.4. */
    private static List<ChannelRequest> network(WireReader in) throws ProtocolException {
        int count = in.u32("channelCount", 0, MOST_CHANNELS);
        var requests = new ArrayList<ChannelRequest>(count);
        for (int i = 0; i < count; i++) {
            byte[] name = in.bytes("name", 8);
            int length = 0;
            while (length < 7 && name[length] != 0) {
                length++;
            }
            requests.add(
                    new ChannelRequest(
                            new String(name, 0, length, StandardCharsets.ISO_8859_1),
                            in.i32("options")));
        }
        return requests;
    }

    /** TS_UD_CS_CLUSTER, 2.2.1.3.5; old Macintosh clients pad it. */
    private static Cluster cluster(WireReader in) throws ProtocolException {
        int flags = in.i32("Flags");
        int session = in.i32("RedirectedSessionID");
        boolean valid = (flags & REDIRECTED_SESSIONID_FIELD_VALID) != 0;
        return new Cluster(flags, valid ? Optional.of(session) : Optional.empty());
    }

    /** TS_UD_CS_MONITOR, 2.2.1.3.6. */
    private static List<Monitor> monitors(WireReader in) throws ProtocolException {
        in.skip("flags", 4);
        int count = in.u32("monitorCount", 0, MOST_MONITORS);
        var monitors = new ArrayList<Monitor>(count);
        for (int i = 0; i < count; i++) {
            int left = side(in, "left");
            int top = side(in, "top");
            int width = side(in, "right") - left + 1;
            int height = side(in, "bottom") - top + 1;
            if (width < 1 || height < 1) {
                throw in.refuse(
                        16,
                        new Reason.OutOfRange("monitor size", Math.min(width, height), 1, 32766));
            }
            boolean primary = (in.i32("flags") & MONITOR_PRIMARY) != 0;
            monitors.add(
                    new Monitor(left, top, width, height, primary, new Size(0, 0), 0, 100, 100));
        }
        return monitors;
    }

    /** A coordinate of the virtual desktop, which has at most 32766 pixels a side. */
    private static int side(WireReader in, String field) throws ProtocolException {
        int value = in.i32(field);
        if (value < -0x8000 || value > 0x7FFF) {
            throw in.refuse(4, new Reason.OutOfRange(field, value, -0x8000, 0x7FFF));
        }
        return value;
    }

    /** TS_UD_CS_MONITOR_EX, 2.2.1.3.9: more about the monitors of the block before. */
    private List<Monitor> monitorAttributes(WireReader in) throws ProtocolException {
        in.skip("flags", 4);
        int size = in.u32("monitorAttributeSize", 20, 256);
        int count = in.u32("monitorCount", 0, MOST_MONITORS);
        var described = new ArrayList<Monitor>(monitors);
        for (int i = 0; i < count; i++) {
            WireReader attributes = in.sub("monitorAttributesArray", size);
            if (i < described.size()) {
                described.set(i, describe(described.get(i), attributes));
            }
        }
        return described;
    }

    private static Monitor describe(Monitor monitor, WireReader in) throws ProtocolException {
        var physical = new Size(in.i32("physicalWidth"), in.i32("physicalHeight"));
        return new Monitor(
                monitor.left(),
                monitor.top(),
                monitor.width(),
                monitor.height(),
                monitor.primary(),
                physical,
                in.i32("orientation"),
                in.i32("desktopScaleFactor"),
                in.i32("deviceScaleFactor"));
    }

    private ClientCore join(CoreBlock block) {
        return new ClientCore(
                block.version(),
                block.build(),
                block.name(),
                block.keyboard(),
                block.desktop(),
                block.colourDepth(),
                block.earlyCapabilityFlags(),
                block.digitalProductId(),
                block.connectionType(),
                block.physicalMillimetres(),
                block.orientation(),
                block.desktopScaleFactor(),
                block.deviceScaleFactor(),
                block.serverSelectedProtocol(),
                encryptionMethods,
                channels,
                cluster,
                monitors,
                messageChannel,
                multitransportFlags);
    }
}
