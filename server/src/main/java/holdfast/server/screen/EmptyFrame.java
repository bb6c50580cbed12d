package holdfast.server.screen;

import holdfast.protocol.connect.RdpConnection;
import holdfast.protocol.update.ClientLimits;
import holdfast.protocol.update.UpdateWriter;
import java.util.function.Consumer;

/**
 * A frame that shows nothing. A client that acknowledges frames ([MS-RDPRFX] 2.2.3.1) acknowledges
 * this one too, and so proves that it is there.
 */
public final class EmptyFrame {
    private EmptyFrame() {}

    /**
     * Writes one, between two others. On the connection's thread, while the client is active.
     *
     * @param limits of a client with {@link ClientLimits#surfaceFrameMarkers}
     * @param frameId what comes back, unsigned
     */
    public static void write(
            int frameId, ClientLimits limits, RdpConnection connection, Consumer<byte[]> socket) {
        var batch = new FrameBatch();
        var writer = new UpdateWriter(limits, batch, null);
        writer.beginFrame(frameId);
        writer.endFrame();
        batch.wrap(connection, socket);
    }
}
