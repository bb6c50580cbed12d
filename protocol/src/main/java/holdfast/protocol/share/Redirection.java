package holdfast.protocol.share;

import holdfast.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Sends a client to another server or session: RDP_SERVER_REDIRECTION_PACKET, [MS-RDPBCGR]
 * 2.2.13.1. It never carries a password: that would go in clear to clients on iOS and Android.
 *
 * @param targetAddress where to connect; absent, the client comes back to the same address with
 *     {@code loadBalanceInfo} as its routing token
 * @param loadBalanceInfo opaque bytes, for {@code msts} cookies with CR LF at their end
 */
public record Redirection(
        int sessionId,
        Optional<String> targetAddress,
        Optional<byte[]> loadBalanceInfo,
        Optional<String> userName,
        Optional<String> domain) {
    private static final int SEC_REDIRECTION_PKT = 0x0400;
    private static final int LB_TARGET_NET_ADDRESS = 0x01;
    private static final int LB_LOAD_BALANCE_INFO = 0x02;
    private static final int LB_USERNAME = 0x04;
    private static final int LB_DOMAIN = 0x08;

    /** The packet, without share headers. */
    public byte[] encode() {
        var out = new WireWriter(128);
        out.u16(SEC_REDIRECTION_PKT);
        int lengthAt = out.reserve(2);
        out.u32(sessionId);
        out.u32(flags());
        targetAddress.ifPresent(text -> field(out, text(text)));
        loadBalanceInfo.ifPresent(info -> field(out, info));
        userName.ifPresent(text -> field(out, text(text)));
        domain.ifPresent(text -> field(out, text(text)));
        return out.patchU16(lengthAt, out.size()).toByteArray();
    }

    private int flags() {
        return (targetAddress.isPresent() ? LB_TARGET_NET_ADDRESS : 0)
                | (loadBalanceInfo.isPresent() ? LB_LOAD_BALANCE_INFO : 0)
                | (userName.isPresent() ? LB_USERNAME : 0)
                | (domain.isPresent() ? LB_DOMAIN : 0);
    }

    private static void field(WireWriter out, byte[] bytes) {
        out.u32(bytes.length).bytes(bytes);
    }

    private static byte[] text(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_16LE);
    }
}
