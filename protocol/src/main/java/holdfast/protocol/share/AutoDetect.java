package holdfast.protocol.share;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;

/** Network characteristics detection: [MS-RDPBCGR] 2.2.14. */
public sealed interface AutoDetect {
    /** The answer to an RTT request. */
    record RttResponse(int sequence) implements AutoDetect {}

    /** What the client counted between a start and a stop. */
    record BandwidthResults(int sequence, long timeDeltaMillis, long byteCount)
            implements AutoDetect {}

    /** A client that reconnects remembers what was measured before. */
    record CharacteristicsSync(int sequence, long bandwidthKbps, long rttMillis)
            implements AutoDetect {}

    /** Sequence number of the one request while connecting, as Windows has it. */
    int CONNECT_TIME_SEQUENCE = 0x23;

    int TYPE_ID_REQUEST = 0;
    int TYPE_ID_RESPONSE = 1;

    /** A client's response, after the security header. */
    static AutoDetect decode(WireReader in) throws ProtocolException {
        int headerLength = in.u8("headerLength", 6, 14);
        in.u8("headerTypeId", TYPE_ID_RESPONSE, TYPE_ID_RESPONSE);
        int sequence = in.u16("sequenceNumber");
        int type = in.u16("responseType");
        WireReader data = in.sub("response data", headerLength - 6);
        return switch (type) {
            case 0x0000 -> new RttResponse(sequence);
            case 0x0003, 0x000B ->
                    new BandwidthResults(sequence, data.u32("timeDelta"), data.u32("byteCount"));
            case 0x0018 ->
                    new CharacteristicsSync(sequence, data.u32("bandwidth"), data.u32("rtt"));
            default -> throw in.refuse(2, new Reason.Unknown("responseType", type));
        };
    }

    /** A response as the client writes it. */
    static byte[] encode(AutoDetect response) {
        var out = new WireWriter(14);
        switch (response) {
            case RttResponse r -> header(out, 6, TYPE_ID_RESPONSE, r.sequence(), 0x0000);
            case BandwidthResults b ->
                    header(out, 14, TYPE_ID_RESPONSE, b.sequence(), 0x000B)
                            .u32(b.timeDeltaMillis())
                            .u32(b.byteCount());
            case CharacteristicsSync s ->
                    header(out, 14, TYPE_ID_RESPONSE, s.sequence(), 0x0018)
                            .u32(s.bandwidthKbps())
                            .u32(s.rttMillis());
        }
        return out.toByteArray();
    }

    /**
     * RDP_RTT_REQUEST, 2.2.14.1.1.
     *
     * @param connecting whether the connection sequence still runs
     */
    static byte[] rttRequest(int sequence, boolean connecting) {
        return request(6, sequence, connecting ? 0x1001 : 0x0001).toByteArray();
    }

    /** RDP_BW_START, 2.2.14.1.2, for an established connection over TCP. */
    static byte[] bandwidthStart(int sequence) {
        return request(6, sequence, 0x0014).toByteArray();
    }

    /** RDP_BW_STOP, 2.2.14.1.4, for an established connection over TCP. */
    static byte[] bandwidthStop(int sequence) {
        return request(6, sequence, 0x0429).toByteArray();
    }

    /** RDP_NETCHAR_RESULT, 2.2.14.1.5, with all three values. */
    static byte[] characteristics(
            int sequence, int baseRttMillis, int bandwidthKbps, int averageRttMillis) {
        return request(0x12, sequence, 0x08C0)
                .u32(baseRttMillis)
                .u32(bandwidthKbps)
                .u32(averageRttMillis)
                .toByteArray();
    }

    private static WireWriter request(int headerLength, int sequence, int type) {
        return header(new WireWriter(18), headerLength, TYPE_ID_REQUEST, sequence, type);
    }

    private static WireWriter header(
            WireWriter out, int headerLength, int typeId, int sequence, int type) {
        return out.u8(headerLength).u8(typeId).u16(sequence).u16(type);
    }
}
