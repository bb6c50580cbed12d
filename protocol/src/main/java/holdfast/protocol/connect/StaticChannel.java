package holdfast.protocol.connect;

/**
 * A static virtual channel that the client asked for and joined: CHANNEL_DEF, [MS-RDPBCGR]
 * 2.2.1.3.4.1.
 *
 * @param id the MCS channel
 * @param name as the client wrote it, at most 7 ANSI characters
 * @param options CHANNEL_OPTION_* bits
 */
public record StaticChannel(int id, String name, int options) {
    /** CHANNEL_OPTION_SHOW_PROTOCOL: the client wants to see chunk headers. */
    public boolean showProtocol() {
        return (options & 0x0020_0000) != 0;
    }

    /** CHANNEL_OPTION_REMOTE_CONTROL_PERSISTENT. */
    public boolean persistent() {
        return (options & 0x0010_0000) != 0;
    }
}
