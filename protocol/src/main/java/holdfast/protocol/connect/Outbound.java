package holdfast.protocol.connect;

import holdfast.protocol.security.Sealer;
import holdfast.protocol.share.ShareData;
import holdfast.protocol.wire.WireWriter;
import java.util.Optional;

/** Wraps what the server says into whole frames, protected as the connection demands. */
final class Outbound {
    /**
     * Fast-path lengths have 15 bits; Windows stays below 14, and some clients' buffers rely on
     * that.
     */
    private static final int LARGEST_FRAME = 0x3FFF;

    private static final int FAST_PATH_HEADER = 3;
    private static final int FASTPATH_OUTPUT_SECURE_CHECKSUM = 0x40;
    private static final int FASTPATH_OUTPUT_ENCRYPTED = 0x80;

    private final Protection protection;

    Outbound(Protection protection) {
        this.protection = protection;
    }

    /** A PDU with a security header of its own purpose, e.g. licensing or heartbeat. */
    byte[] flagged(int channel, int flags, byte[] body) {
        return switch (protection) {
            case Protection.Outer _ ->
                    X224.end(
                            Mcs.sendData(channel, SecurityHeader.SIZE + body.length)
                                    .u16(flags)
                                    .u16(0)
                                    .bytes(body));
            case Protection.Standard s -> secured(s, channel, flags, body, 0, body.length);
        };
    }

    /**
     * A PDU in clear under any protection: only the licence, which holds nothing secret and which
     * not every client can decrypt ([MS-RDPBCGR] 2.2.8.1.1.2.1, SEC_LICENSE_ENCRYPT_SC).
     */
    byte[] clear(int channel, int flags, byte[] body) {
        return X224.end(
                Mcs.sendData(channel, SecurityHeader.SIZE + body.length)
                        .u16(flags)
                        .u16(0)
                        .bytes(body));
    }

    /** A PDU that has a security header under standard RDP security only. */
    byte[] plain(int channel, byte[] body, int offset, int length) {
        return switch (protection) {
            case Protection.Outer _ ->
                    X224.end(Mcs.sendData(channel, length).bytes(body, offset, length));
            case Protection.Standard s -> secured(s, channel, 0, body, offset, length);
        };
    }

    private static byte[] secured(
            Protection.Standard s, int channel, int flags, byte[] body, int offset, int length) {
        Optional<Sealer> sealer = s.sealer();
        if (sealer.isEmpty()) {
            return X224.end(
                    Mcs.sendData(channel, SecurityHeader.SIZE + length)
                            .u16(flags)
                            .u16(0)
                            .bytes(body, offset, length));
        }
        int salt = s.salted() ? SecurityHeader.SEC_SECURE_CHECKSUM : 0;
        WireWriter out =
                Mcs.sendData(channel, SecurityHeader.SIZE + sealer.get().sealedLength(length))
                        .u16(flags | SecurityHeader.SEC_ENCRYPT | salt)
                        .u16(0);
        sealer.get().seal(body, offset, length, s.salted(), out);
        return X224.end(out);
    }

    byte[] share(int pduType2, long shareId, int source, byte[] body, int offset, int length) {
        var pdu = new WireWriter(ShareData.HEADER_SIZE + length);
        ShareData.encodeHeaders(pdu, source, shareId, pduType2, length);
        pdu.bytes(body, offset, length);
        return plain(Channels.IO, pdu.array(), 0, pdu.size());
    }

    /** TS_FP_UPDATE_PDU, [MS-RDPBCGR] 2.2.9.1.2. */
    byte[] fastPath(byte[] updates, int offset, int length) {
        Optional<Sealer> sealer = sealer();
        int total = FAST_PATH_HEADER + sealer.map(s -> s.sealedLength(length)).orElse(length);
        if (total > LARGEST_FRAME) {
            throw new IllegalArgumentException(
                    length + " bytes of updates, at most " + maxFastPathPayload() + " fit");
        }
        var out = new WireWriter(total);
        if (sealer.isEmpty()) {
            return out.u8(0).u16be(0x8000 | total).bytes(updates, offset, length).toByteArray();
        }
        boolean salted = protection instanceof Protection.Standard s && s.salted();
        out.u8(FASTPATH_OUTPUT_ENCRYPTED | (salted ? FASTPATH_OUTPUT_SECURE_CHECKSUM : 0));
        out.u16be(0x8000 | total);
        sealer.get().seal(updates, offset, length, salted, out);
        return out.toByteArray();
    }

    int maxFastPathPayload() {
        // FIPS pads to whole blocks: seven bytes at most.
        return LARGEST_FRAME
                - FAST_PATH_HEADER
                - sealer().map(s -> s.sealedLength(0) + 7).orElse(0);
    }

    int maxSharePayload() {
        return LARGEST_FRAME
                - Mcs.SEND_DATA_HEADER
                - SecurityHeader.SIZE
                - ShareData.HEADER_SIZE
                - sealer().map(s -> s.sealedLength(0) + 7).orElse(0);
    }

    private Optional<Sealer> sealer() {
        return switch (protection) {
            case Protection.Outer _ -> Optional.empty();
            case Protection.Standard s -> s.sealer();
        };
    }
}
