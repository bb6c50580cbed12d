package holdfast.protocol.connect;

import holdfast.protocol.wire.WireWriter;
import java.util.OptionalInt;

/** The server data blocks: [MS-RDPBCGR] 2.2.1.4. */
final class ServerBlocks {
    private static final int SC_CORE = 0x0C01;
    private static final int SC_SECURITY = 0x0C02;
    private static final int SC_NET = 0x0C03;
    private static final int SC_MCS_MSGCHANNEL = 0x0C04;

    /** RDP 5.0 to 8.1: nothing here depends on a later one. */
    private static final int VERSION = 0x0008_0004;

    private static final int RNS_UD_SC_DYNAMIC_DST_SUPPORTED = 0x2;
    private static final int RNS_UD_SC_SKIP_CHANNELJOIN_SUPPORTED = 0x8;

    private ServerBlocks() {}

    /**
     * @param requestedProtocols of the negotiation request, whose repetition here proves to the
     *     client that nobody changed it; empty for clients without
     */
    static byte[] encode(
            OptionalInt requestedProtocols,
            ClientCore core,
            Channels channels,
            Protection protection) {
        var out = new WireWriter(1024);
        core(out, requestedProtocols, core);
        int net = begin(out, SC_NET);
        out.u16(Channels.IO).u16(channels.statics().size());
        channels.statics().forEach(channel -> out.u16(channel.id()));
        if (channels.statics().size() % 2 != 0) {
            out.u16(0);
        }
        end(out, net);
        if (channels.message() != 0) {
            int message = begin(out, SC_MCS_MSGCHANNEL);
            out.u16(channels.message());
            end(out, message);
        }
        // Last, because rdesktop 1.9 takes all that follows the certificate for parts of it.
        int security = begin(out, SC_SECURITY);
        protection.describe(out);
        end(out, security);
        return out.toByteArray();
    }

    /** 2.2.1.4.2. Clients that sent no early capability flags do not look for the server's. */
    private static void core(WireWriter out, OptionalInt requestedProtocols, ClientCore core) {
        int at = begin(out, SC_CORE);
        out.u32(VERSION);
        if (requestedProtocols.isPresent()) {
            out.u32(requestedProtocols.getAsInt());
            if (core.earlyCapabilityFlags() != 0) {
                out.u32(RNS_UD_SC_DYNAMIC_DST_SUPPORTED | RNS_UD_SC_SKIP_CHANNELJOIN_SUPPORTED);
            }
        }
        end(out, at);
    }

    private static int begin(WireWriter out, int type) {
        int at = out.size();
        out.u16(type).u16(0);
        return at;
    }

    private static void end(WireWriter out, int at) {
        out.patchU16(at + 2, out.size() - at);
    }
}
