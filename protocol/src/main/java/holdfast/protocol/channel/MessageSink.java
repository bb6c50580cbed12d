package holdfast.protocol.channel;

/** Takes messages one by one; the bytes are valid during the call only. */
@FunctionalInterface
public interface MessageSink {
    void message(byte[] data, int offset, int length);
}
