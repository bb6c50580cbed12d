package holdfast.server.client;

import holdfast.protocol.channel.DynamicChannel;
import holdfast.protocol.wire.WireReader;
import java.util.List;

/**
 * A question to clients that measure no round trips: a dynamic channel that no client has a
 * listener for. Refusing it ([MS-RDPEDYC] 2.2.2.2) is the answer, and nothing else comes of it.
 */
final class LifeQuestion implements DynamicChannel {
    private final Runnable answered;
    private boolean open;

    LifeQuestion(Runnable answered) {
        this.answered = answered;
    }

    /** The client has such a channel, against all expectation. */
    boolean isOpen() {
        return open;
    }

    @Override
    public String name() {
        return "holdfast::alive";
    }

    @Override
    public int maxMessage() {
        return 0;
    }

    @Override
    public void refused(int creationStatus) {
        answered.run();
    }

    @Override
    public List<byte[]> opened() {
        open = true;
        answered.run();
        return List.of();
    }

    @Override
    public List<byte[]> process(WireReader message) {
        return List.of();
    }

    @Override
    public void closed() {
        open = false;
    }
}
