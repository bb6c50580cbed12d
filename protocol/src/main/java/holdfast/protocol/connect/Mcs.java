package holdfast.protocol.connect;

import holdfast.protocol.share.ShareControl;
import holdfast.protocol.wire.WireWriter;

/** Encodes the domain PDUs of [T125] that a server sends. */
final class Mcs {
    /** UserIds travel as the difference to the first of them. */
    static final int USER_BASE = 1001;

    /** Everything before the user data of a Send Data Indication with a two-byte length. */
    static final int SEND_DATA_HEADER = X224.DATA_HEADER + 8;

    private static final int NO_SUCH_CHANNEL = 3;
    private static final int PROVIDER_INITIATED = 1;

    private Mcs() {}

    static byte[] attachUserConfirm(int userChannel) {
        return X224.end(X224.begin(11).u8(0x2E).u8(0).u16be(userChannel - USER_BASE));
    }

    static byte[] channelJoinConfirm(int userChannel, int channel) {
        return X224.end(
                X224.begin(15)
                        .u8(0x3E)
                        .u8(0)
                        .u16be(userChannel - USER_BASE)
                        .u16be(channel)
                        .u16be(channel));
    }

    /** For a channel that the server never named. */
    static byte[] channelJoinRefused(int userChannel, int channel) {
        return X224.end(
                X224.begin(13)
                        .u8(0x3C)
                        .u8(NO_SUCH_CHANNEL << 5)
                        .u16be(userChannel - USER_BASE)
                        .u16be(channel));
    }

    /** Disconnect Provider Ultimatum. */
    static byte[] disconnect() {
        int reason = PROVIDER_INITIATED;
        return X224.end(X224.begin(9).u8(0x20 | reason >> 1).u8((reason & 1) << 7));
    }

    /** Begins a Send Data Indication for {@code length} bytes of user data. */
    static WireWriter sendData(int channel, int length) {
        return X224.begin(SEND_DATA_HEADER + length)
                .u8(0x68)
                .u16be(ShareControl.SERVER_CHANNEL - USER_BASE)
                .u16be(channel)
                .u8(0x70)
                .u16be(0x8000 | length);
    }
}
