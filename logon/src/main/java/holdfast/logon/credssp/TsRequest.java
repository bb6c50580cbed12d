package holdfast.logon.credssp;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * TSRequest, [MS-CSSP] 2.2.1: the one message that both sides of CredSSP send.
 *
 * @param version 2 to 6 today; higher ones count as 6
 * @param negoToken an SPNEGO token, or an NTLM message bare; of several only the first counts
 * @param authInfo sealed TSCredentials
 * @param pubKeyAuth the sealed binding to the TLS channel
 * @param errorCode an NTSTATUS
 * @param clientNonce from version 5 on
 */
record TsRequest(
        int version,
        Optional<byte[]> negoToken,
        Optional<byte[]> authInfo,
        Optional<byte[]> pubKeyAuth,
        OptionalInt errorCode,
        Optional<byte[]> clientNonce) {
    /** A Kerberos ticket with all of its groups has up to 64 KiB. */
    static final int LARGEST = 96 << 10;

    static final int NONCE_LENGTH = 32;

    private static final String PDU = "TSRequest";
    private static final int MOST_TOKENS = 4;

    static TsRequest decode(byte[] message) throws ProtocolException {
        var outer = new DerReader(PDU, message);
        if (message.length > LARGEST) {
            throw outer.refuse(new Reason.OutOfRange("length", message.length, 0, LARGEST));
        }
        DerReader in = outer.enter(PDU, DerReader.SEQUENCE);
        int version =
                in.enter("version", DerReader.explicit(0)).integer("version", DerReader.INTEGER);
        Optional<byte[]> token = Optional.empty();
        if (in.next("negoTokens", DerReader.explicit(1))) {
            token = negoTokens(in.enter("negoTokens", DerReader.explicit(1)));
        }
        Optional<byte[]> authInfo = octets(in, "authInfo", 2, LARGEST);
        Optional<byte[]> pubKeyAuth = octets(in, "pubKeyAuth", 3, LARGEST);
        OptionalInt errorCode = OptionalInt.empty();
        if (in.next("errorCode", DerReader.explicit(4))) {
            errorCode =
                    OptionalInt.of(
                            in.enter("errorCode", DerReader.explicit(4))
                                    .integer("errorCode", DerReader.INTEGER));
        }
        Optional<byte[]> nonce = octets(in, "clientNonce", 5, NONCE_LENGTH);
        return new TsRequest(version, token, authInfo, pubKeyAuth, errorCode, nonce);
    }

    byte[] encode() {
        var parts = new ArrayList<byte[]>(List.of(Der.explicit(0, Der.integer(version))));
        negoToken.ifPresent(token ->
                parts.add(
                        Der.explicit(
                                1,
                                Der.sequence(Der.sequence(Der.explicit(0, Der.octets(token)))))));
        authInfo.ifPresent(sealed -> parts.add(Der.explicit(2, Der.octets(sealed))));
        pubKeyAuth.ifPresent(sealed -> parts.add(Der.explicit(3, Der.octets(sealed))));
        errorCode.ifPresent(code -> parts.add(Der.explicit(4, Der.integer(code))));
        clientNonce.ifPresent(nonce -> parts.add(Der.explicit(5, Der.octets(nonce))));
        return Der.sequence(parts.toArray(byte[][]::new));
    }

    private static Optional<byte[]> negoTokens(DerReader in) throws ProtocolException {
        DerReader tokens = in.enter("negoTokens", DerReader.SEQUENCE);
        Optional<byte[]> first = Optional.empty();
        for (int i = 0; tokens.hasRemaining(); i++) {
            if (i == MOST_TOKENS) {
                throw tokens.refuse(new Reason.OutOfRange("negoTokens", i + 1, 0, MOST_TOKENS));
            }
            byte[] token =
                    tokens.enter("NegoData", DerReader.SEQUENCE)
                            .enter("negoToken", DerReader.explicit(0))
                            .bytes("negoToken", DerReader.OCTET_STRING, LARGEST);
            if (i == 0) {
                first = Optional.of(token);
            }
        }
        return first;
    }

    private static Optional<byte[]> octets(DerReader in, String field, int tag, int longest)
            throws ProtocolException {
        if (!in.next(field, DerReader.explicit(tag))) {
            return Optional.empty();
        }
        return Optional.of(
                in.enter(field, DerReader.explicit(tag))
                        .bytes(field, DerReader.OCTET_STRING, longest));
    }
}
