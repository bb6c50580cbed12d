package holdfast.protocol.channel;

/** What speaks on a dynamic virtual channel that the server opens. */
public interface DynamicChannel extends ChannelProcessor {
    /** The priority class, 0 to 3; 0 gets most of the bandwidth where the client shares it out. */
    default int priority() {
        return 0;
    }

    /**
     * The client has no listener of this name, or would not open the channel.
     *
     * @param creationStatus the client's HRESULT, negative
     */
    default void refused(int creationStatus) {}
}
