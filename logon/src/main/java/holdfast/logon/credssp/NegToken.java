package holdfast.logon.credssp;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** NegotiationToken of SPNEGO, RFC 4178 4.2, with what [MS-SPNG] 2.2.1 adds. */
sealed interface NegToken {
    int LARGEST_TOKEN = TsRequest.LARGEST;
    int LARGEST_MIC = 1024;
    int MOST_MECHANISMS = 16;

    int ACCEPT_COMPLETED = 0;
    int ACCEPT_INCOMPLETE = 1;
    int REJECT = 2;
    int REQUEST_MIC = 3;

    /**
     * NegTokenInit: what a client begins with.
     *
     * @param mechTypes in the client's order of preference
     * @param mechTypeList the same as it stands in the message, which mechListMIC is made over
     * @param mechToken meant for the first of the mechanisms
     */
    record Init(List<Oid> mechTypes, byte[] mechTypeList, Optional<byte[]> mechToken)
            implements NegToken {}

    /** NegTokenResp: everything after that, in both directions. */
    record Response(
            OptionalInt negState,
            Optional<Oid> supportedMech,
            Optional<byte[]> responseToken,
            Optional<byte[]> mechListMic)
            implements NegToken {

        byte[] encode() {
            var parts = new ArrayList<byte[]>();
            negState.ifPresent(state -> parts.add(Der.explicit(0, Der.enumerated(state))));
            supportedMech.ifPresent(mech -> parts.add(Der.explicit(1, mech.encode())));
            responseToken.ifPresent(token -> parts.add(Der.explicit(2, Der.octets(token))));
            mechListMic.ifPresent(mic -> parts.add(Der.explicit(3, Der.octets(mic))));
            return Der.explicit(1, Der.sequence(parts.toArray(byte[][]::new)));
        }
    }

    static NegToken decode(byte[] message) throws ProtocolException {
        var in = new DerReader("NegotiationToken", message);
        if (in.next("InitialContextToken", DerReader.application(0))) {
            DerReader framed = in.enter("InitialContextToken", DerReader.application(0));
            byte[] mechanism = framed.bytes("thisMech", DerReader.OID, 16);
            if (!Oid.of(mechanism).equals(Oid.SPNEGO)) {
                throw framed.refuse(new Reason.Unknown("thisMech", mechanism.length));
            }
            return init(framed.enter("NegTokenInit", DerReader.explicit(0)));
        }
        if (in.next("NegTokenInit", DerReader.explicit(0))) {
            return init(in.enter("NegTokenInit", DerReader.explicit(0)));
        }
        return response(in.enter("NegTokenResp", DerReader.explicit(1)));
    }

    private static Init init(DerReader outer) throws ProtocolException {
        DerReader in = outer.enter("NegTokenInit", DerReader.SEQUENCE);
        DerReader tagged = in.enter("mechTypes", DerReader.explicit(0));
        byte[] list = tagged.whole("mechTypes", DerReader.SEQUENCE);
        DerReader types =
                new DerReader("NegTokenInit", list).enter("mechTypes", DerReader.SEQUENCE);
        var mechanisms = new ArrayList<Oid>();
        while (types.hasRemaining()) {
            if (mechanisms.size() == MOST_MECHANISMS) {
                throw types.refuse(
                        new Reason.OutOfRange(
                                "mechTypes", MOST_MECHANISMS + 1, 1, MOST_MECHANISMS));
            }
            mechanisms.add(Oid.of(types.bytes("mechType", DerReader.OID, 64)));
        }
        if (mechanisms.isEmpty()) {
            throw types.refuse(new Reason.OutOfRange("mechTypes", 0, 1, MOST_MECHANISMS));
        }
        if (in.next("reqFlags", DerReader.explicit(1))) {
            in.skip("reqFlags");
        }
        // A mechListMIC here is ignored, as RFC 4178 5 has the initiator never send one so early.
        Optional<byte[]> token = Optional.empty();
        if (in.next("mechToken", DerReader.explicit(2))) {
            token =
                    Optional.of(
                            in.enter("mechToken", DerReader.explicit(2))
                                    .bytes("mechToken", DerReader.OCTET_STRING, LARGEST_TOKEN));
        }
        return new Init(List.copyOf(mechanisms), list, token);
    }

    private static Response response(DerReader outer) throws ProtocolException {
        DerReader in = outer.enter("NegTokenResp", DerReader.SEQUENCE);
        OptionalInt state = OptionalInt.empty();
        if (in.next("negState", DerReader.explicit(0))) {
            state =
                    OptionalInt.of(
                            in.enter("negState", DerReader.explicit(0))
                                    .integer("negState", DerReader.ENUMERATED));
        }
        Optional<Oid> mechanism = Optional.empty();
        if (in.next("supportedMech", DerReader.explicit(1))) {
            mechanism =
                    Optional.of(
                            Oid.of(
                                    in.enter("supportedMech", DerReader.explicit(1))
                                            .bytes("supportedMech", DerReader.OID, 64)));
        }
        Optional<byte[]> token = octets(in, "responseToken", 2, LARGEST_TOKEN);
        Optional<byte[]> mic = octets(in, "mechListMIC", 3, LARGEST_MIC);
        return new Response(state, mechanism, token, mic);
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
