package holdfast.protocol.connect;

import holdfast.protocol.security.EncryptionLevel;
import holdfast.protocol.security.EncryptionMethod;
import java.util.List;
import java.util.Optional;

/**
 * All a server knows about its client once it is active.
 *
 * @param colourDepth in force: 8, 15, 16, 24 or 32 bits per pixel
 * @param desktop size in force, which the server chose
 * @param infoFlags INFO_* of Client Info
 * @param compressionType of Client Info, empty where the client cannot read compressed PDUs
 * @param messageChannel the MCS channel of auto-detect and heartbeat, 0 without
 */
public record ClientProfile(
        ClientCore core,
        ClientCapabilities capabilities,
        ClientCore.Size desktop,
        int colourDepth,
        List<StaticChannel> channels,
        String clientAddress,
        String clientDirectory,
        long infoFlags,
        int performanceFlags,
        Optional<Integer> compressionType,
        Optional<ClientInfo.TimeZone> timeZone,
        Security security,
        int messageChannel) {

    public ClientProfile {
        channels = List.copyOf(channels);
    }

    /** What protects the connection; method and level are empty under TLS. */
    public record Security(
            SecurityProtocol protocol,
            Optional<EncryptionMethod> method,
            Optional<EncryptionLevel> level) {}

    public String name() {
        return core.name();
    }

    /** Whether {@link RdpConnection#fastPath} may be used; if not, updates go as share data. */
    public boolean fastPathOutput() {
        return capabilities.general().fastPathOutput();
    }

    /** Whether RTT requests will be answered. */
    public boolean autoDetect() {
        return messageChannel != 0 && core.supportsAutoDetect();
    }

    public boolean heartbeat() {
        return messageChannel != 0 && core.supportsHeartbeat();
    }

    public Optional<StaticChannel> channel(String name) {
        return channels.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
    }
}
