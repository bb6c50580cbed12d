package holdfast.protocol.channel;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;

/** Answers every message with itself, and keeps what happened. */
class Echo implements DynamicChannel {
    final List<byte[]> received = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    private final String name;
    private final int maxMessage;

    Echo(String name, int maxMessage) {
        this.name = name;
        this.maxMessage = maxMessage;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int maxMessage() {
        return maxMessage;
    }

    @Override
    public int priority() {
        return 2;
    }

    @Override
    public List<byte[]> opened() {
        events.add("opened");
        return List.of(new byte[] {'h', 'i'});
    }

    @Override
    public List<byte[]> process(WireReader message) {
        byte[] data = message.rest();
        received.add(data);
        return List.of(data);
    }

    @Override
    public void closed() {
        events.add("closed");
    }

    @Override
    public void refused(int creationStatus) {
        events.add("refused " + Integer.toHexString(creationStatus));
    }

    /** The same for a channel that drops what is too long. */
    static final class Lenient extends Echo {
        Lenient(String name, int maxMessage) {
            super(name, maxMessage);
        }

        @Override
        public List<byte[]> oversized(long length) throws ProtocolException {
            events.add("oversized " + length);
            return List.of(new byte[] {'!'});
        }
    }
}
