package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;

/** The limits of an MCS domain: DomainParameters of [T125] section 7 part 2. */
record DomainParameters(
        int maxChannelIds,
        int maxUserIds,
        int maxTokenIds,
        int numPriorities,
        int minThroughput,
        int maxHeight,
        int maxMcsPduSize,
        int protocolVersion) {
    /** What clients ask for and Windows agrees to. */
    static final DomainParameters USUAL = new DomainParameters(34, 3, 0, 1, 0, 1, 65528, 2);

    /** 31 static channels, the I/O, the message and the user channel. */
    private static final int NEEDED_CHANNELS = 34;

    static DomainParameters decode(WireReader in, String field) throws ProtocolException {
        WireReader all = Ber.contents(in, field, Ber.SEQUENCE);
        return new DomainParameters(
                Ber.integer(all, "maxChannelIds"),
                Ber.integer(all, "maxUserIds"),
                Ber.integer(all, "maxTokenIds"),
                Ber.integer(all, "numPriorities"),
                Ber.integer(all, "minThroughput"),
                Ber.integer(all, "maxHeight"),
                Ber.integer(all, "maxMCSPDUsize"),
                Ber.integer(all, "protocolVersion"));
    }

    void encode(WireWriter out) {
        var inner = new WireWriter(64);
        Ber.integer(inner, maxChannelIds);
        Ber.integer(inner, maxUserIds);
        Ber.integer(inner, maxTokenIds);
        Ber.integer(inner, numPriorities);
        Ber.integer(inner, minThroughput);
        Ber.integer(inner, maxHeight);
        Ber.integer(inner, maxMcsPduSize);
        Ber.integer(inner, protocolVersion);
        out.u8(Ber.SEQUENCE).u8(inner.size()).bytes(inner.array(), 0, inner.size());
    }

    /**
     * What server and client agree on: the client's target wherever the server can live with it,
     * else what the server needs, if the client's minimum and maximum leave room for it.
     */
    static DomainParameters agree(
            WireReader in,
            DomainParameters target,
            DomainParameters minimum,
            DomainParameters maximum)
            throws ProtocolException {
        return new DomainParameters(
                Math.min(NEEDED_CHANNELS, Math.max(target.maxChannelIds, maximum.maxChannelIds)),
                Math.min(USUAL.maxUserIds, Math.max(target.maxUserIds, maximum.maxUserIds)),
                target.maxTokenIds,
                1,
                target.minThroughput,
                1,
                pduSize(in, target, minimum, maximum),
                version(in, target, maximum));
    }

    /** The server sends up to 16 KiB at once and reads up to what TPKT can carry. */
    private static int pduSize(
            WireReader in,
            DomainParameters target,
            DomainParameters minimum,
            DomainParameters maximum)
            throws ProtocolException {
        int wanted = Math.max(target.maxMcsPduSize, minimum.maxMcsPduSize);
        int possible = Math.max(wanted, maximum.maxMcsPduSize);
        if (possible < 1024) {
            throw in.refuse(0, new Reason.OutOfRange("maxMCSPDUsize", possible, 1024, 65528));
        }
        return Math.min(USUAL.maxMcsPduSize, wanted >= 1024 ? wanted : possible);
    }

    private static int version(WireReader in, DomainParameters target, DomainParameters maximum)
            throws ProtocolException {
        if (target.protocolVersion != 2 && maximum.protocolVersion < 2) {
            throw in.refuse(
                    0, new Reason.OutOfRange("protocolVersion", target.protocolVersion, 2, 2));
        }
        return 2;
    }
}
