package holdfast.protocol.connect;

import java.util.List;
import java.util.Optional;

/**
 * What the client says of itself in its first settings: the client data blocks of the GCC
 * conference request, [MS-RDPBCGR] 2.2.1.3, parsed and joined.
 *
 * @param version e.g. 0x00080004 for RDP 5.0 to 8.1, 0x00080001 for RDP 4
 * @param build of the client's system
 * @param desktop wanted by the client, in pixels
 * @param colourDepth that both support before the capability exchange narrows it: 8, 15, 16, 24, 32
 * @param earlyCapabilityFlags RNS_UD_CS_* bits
 * @param digitalProductId opaque
 * @param connectionType the client's guess at the network, 1 modem to 7 auto-detect, 0 unknown
 * @param deviceScaleFactor in per cent
 * @param encryptionMethods bits of {@link holdfast.protocol.security.EncryptionMethod}
 * @param channels the client asks for, in its order, at most 31
 * @param monitors at most 16, empty when the client told of none
 */
public record ClientCore(
        int version,
        int build,
        String name,
        KeyboardType keyboard,
        Size desktop,
        int colourDepth,
        int earlyCapabilityFlags,
        String digitalProductId,
        int connectionType,
        Size physicalMillimetres,
        int orientation,
        int desktopScaleFactor,
        int deviceScaleFactor,
        int serverSelectedProtocol,
        int encryptionMethods,
        List<ChannelRequest> channels,
        Optional<Cluster> cluster,
        List<Monitor> monitors,
        boolean messageChannel,
        int multitransportFlags) {

    public ClientCore {
        channels = List.copyOf(channels);
        monitors = List.copyOf(monitors);
    }

    /** Width and height. */
    public record Size(int width, int height) {}

    /**
     * @param layout the active input locale, e.g. 0x0409
     * @param type 4 for IBM enhanced, 7 Japanese, 8 Korean
     */
    public record KeyboardType(
            int layout, int type, int subType, int functionKeys, String imeFileName) {}

    /** CHANNEL_DEF, [MS-RDPBCGR] 2.2.1.3.4.1. */
    public record ChannelRequest(String name, int options) {}

    /**
     * TS_UD_CS_CLUSTER, [MS-RDPBCGR] 2.2.1.3.5.
     *
     * @param redirectedSession the session a broker sent the client to, if the field is valid
     */
    public record Cluster(int flags, Optional<Integer> redirectedSession) {}

    /**
     * One monitor in the client's own coordinates, edges inclusive as on the wire made exclusive.
     */
    public record Monitor(
            int left,
            int top,
            int width,
            int height,
            boolean primary,
            Size physicalMillimetres,
            int orientation,
            int desktopScaleFactor,
            int deviceScaleFactor) {}

    public boolean supportsErrorInfo() {
        return (earlyCapabilityFlags & 0x0001) != 0;
    }

    public boolean supportsStatusInfo() {
        return (earlyCapabilityFlags & 0x0004) != 0;
    }

    public boolean supportsMonitorLayout() {
        return (earlyCapabilityFlags & 0x0040) != 0;
    }

    public boolean supportsAutoDetect() {
        return (earlyCapabilityFlags & 0x0080) != 0;
    }

    /** RNS_UD_CS_SUPPORT_DYNVC_GFX_PROTOCOL. */
    public boolean supportsGraphicsPipeline() {
        return (earlyCapabilityFlags & 0x0100) != 0;
    }

    public boolean supportsDynamicTimeZone() {
        return (earlyCapabilityFlags & 0x0200) != 0;
    }

    public boolean supportsHeartbeat() {
        return (earlyCapabilityFlags & 0x0400) != 0;
    }

    public boolean skipsChannelJoin() {
        return (earlyCapabilityFlags & 0x0800) != 0;
    }
}
