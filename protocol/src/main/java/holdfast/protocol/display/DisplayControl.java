package holdfast.protocol.display;

import holdfast.protocol.channel.DynamicChannel;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.util.List;
import java.util.function.Consumer;

/**
 * The display control channel, server side: [MS-RDPEDISP]. It announces what is possible and hands
 * each layout that the client asks for to the listener.
 */
public final class DisplayControl implements DynamicChannel {
    public static final String NAME = "Microsoft::Windows::RDS::DisplayControl";

    private static final int PDU_TYPE_MONITOR_LAYOUT = 0x0000_0002;
    private static final int PDU_TYPE_CAPS = 0x0000_0005;
    private static final int HEADER_SIZE = 8;
    private static final int CAPS_SIZE = HEADER_SIZE + 12;

    /** A layout of sixteen monitors has 656 bytes. */
    private static final int MAX_MESSAGE = 4096;

    private final int maxMonitors;
    private final int maxWidth;
    private final int maxHeight;
    private final Consumer<MonitorLayout> listener;

    /**
     * The product of all three numbers is the most pixels that the client may ask for.
     *
     * @param maxMonitors 1 to 16
     * @param listener called on the connection's thread, once per request; clients send many while
     *     a window is being dragged
     */
    public DisplayControl(
            int maxMonitors, int maxWidth, int maxHeight, Consumer<MonitorLayout> listener) {
        this.maxMonitors = maxMonitors;
        this.maxWidth = maxWidth;
        this.maxHeight = maxHeight;
        this.listener = listener;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int maxMessage() {
        return MAX_MESSAGE;
    }

    /** DISPLAYCONTROL_CAPS_PDU, [MS-RDPEDISP] 2.2.2.1. */
    @Override
    public List<byte[]> opened() {
        return List.of(
                new WireWriter(CAPS_SIZE)
                        .u32(PDU_TYPE_CAPS)
                        .u32(CAPS_SIZE)
                        .u32(maxMonitors)
                        .u32(maxWidth)
                        .u32(maxHeight)
                        .toByteArray());
    }

    @Override
    public List<byte[]> process(WireReader in) throws ProtocolException {
        int type = in.i32("Type");
        int length = in.u32("Length", HEADER_SIZE, MAX_MESSAGE);
        WireReader body = in.sub("body", length - HEADER_SIZE);
        if (type != PDU_TYPE_MONITOR_LAYOUT) {
            return List.of(); // Nothing else comes from a client; later versions may know more.
        }
        MonitorLayout layout = MonitorLayout.decode(body);
        if (layout.monitors().size() > maxMonitors) {
            throw in.refuse(
                    length,
                    new Reason.OutOfRange("NumMonitors", layout.monitors().size(), 1, maxMonitors));
        }
        refuseIfTooLarge(in, layout);
        listener.accept(layout);
        return List.of();
    }

    @Override
    public void closed() {
        // The session keeps the layout that it has.
    }

    private void refuseIfTooLarge(WireReader in, MonitorLayout layout) throws ProtocolException {
        long area = 0;
        for (MonitorLayout.Monitor monitor : layout.monitors()) {
            area += (long) monitor.width() * monitor.height();
        }
        long most = (long) maxMonitors * maxWidth * maxHeight;
        if (area > most) {
            throw in.refuse(0, new Reason.OutOfRange("area", area, 1, most));
        }
    }
}
