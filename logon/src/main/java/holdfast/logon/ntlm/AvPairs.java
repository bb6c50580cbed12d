package holdfast.logon.ntlm;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * AV_PAIR sequence, [MS-NLMP] 2.2.2.1: what a server says of itself, and what a client repeats
 * under its proof. Unknown pairs are kept out, not refused.
 *
 * @param nbComputerName MsvAvNbComputerName; empty when absent, like the other names
 * @param timestamp MsvAvTimestamp, a FILETIME
 * @param flags MsvAvFlags
 * @param channelBindings MsvAvChannelBindings: MD5 over gss_channel_bindings_struct
 */
record AvPairs(
        String nbComputerName,
        String nbDomainName,
        String dnsComputerName,
        String dnsDomainName,
        OptionalLong timestamp,
        OptionalInt flags,
        Optional<byte[]> channelBindings) {
    /** MsvAvFlags: the AUTHENTICATE_MESSAGE carries a MIC. */
    static final int FLAG_MIC = 0x2;

    private static final int EOL = 0;
    private static final int NB_COMPUTER_NAME = 1;
    private static final int NB_DOMAIN_NAME = 2;
    private static final int DNS_COMPUTER_NAME = 3;
    private static final int DNS_DOMAIN_NAME = 4;
    private static final int FLAGS = 6;
    private static final int TIMESTAMP = 7;
    private static final int CHANNEL_BINDINGS = 10;
    private static final int LARGEST_VALUE = 2048;
    private static final int MOST_PAIRS = 32;

    /** Reads up to the terminator; what follows it is not looked at. */
    static AvPairs decode(WireReader in) throws ProtocolException {
        String[] names = {"", "", "", "", ""};
        OptionalLong timestamp = OptionalLong.empty();
        OptionalInt flags = OptionalInt.empty();
        byte @Nullable [] bindings = null;
        for (int pairs = 0; ; pairs++) {
            int id = in.u16("AvId");
            int length = in.u16("AvLen", 0, LARGEST_VALUE);
            if (id == EOL) {
                break;
            }
            if (pairs == MOST_PAIRS) {
                throw in.refuse(4, new Reason.OutOfRange("AvPairs", pairs, 0, MOST_PAIRS));
            }
            WireReader value = in.sub("Value", length);
            switch (id) {
                case NB_COMPUTER_NAME, NB_DOMAIN_NAME, DNS_COMPUTER_NAME, DNS_DOMAIN_NAME ->
                        names[id] = value.utf16("Value", length);
                case FLAGS -> flags = OptionalInt.of(value.i32("MsvAvFlags"));
                case TIMESTAMP -> timestamp = OptionalLong.of(value.i64("MsvAvTimestamp"));
                case CHANNEL_BINDINGS -> bindings = value.bytes("MsvAvChannelBindings", 16);
                default -> {}
            }
        }
        return new AvPairs(
                names[NB_COMPUTER_NAME],
                names[NB_DOMAIN_NAME],
                names[DNS_COMPUTER_NAME],
                names[DNS_DOMAIN_NAME],
                timestamp,
                flags,
                Optional.ofNullable(bindings));
    }

    byte[] encode() {
        var out = new WireWriter();
        name(out, NB_DOMAIN_NAME, nbDomainName);
        name(out, NB_COMPUTER_NAME, nbComputerName);
        name(out, DNS_DOMAIN_NAME, dnsDomainName);
        name(out, DNS_COMPUTER_NAME, dnsComputerName);
        timestamp.ifPresent(time -> out.u16(TIMESTAMP).u16(8).u64(time));
        flags.ifPresent(bits -> out.u16(FLAGS).u16(4).u32(bits));
        channelBindings.ifPresent(hash -> out.u16(CHANNEL_BINDINGS).u16(16).bytes(hash));
        return out.u16(EOL).u16(0).toByteArray();
    }

    private static void name(WireWriter out, int id, String name) {
        if (!name.isEmpty()) {
            out.u16(id).u16(name.length() * 2).utf16(name);
        }
    }
}
