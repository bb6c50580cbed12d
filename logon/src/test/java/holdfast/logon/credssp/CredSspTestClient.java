package holdfast.logon.credssp;

import holdfast.logon.ntlm.NtlmSession;
import holdfast.logon.ntlm.NtlmTestClient;
import holdfast.protocol.wire.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A CredSSP client with NTLM, bare or inside SPNEGO, that can be told to misbehave. */
final class CredSspTestClient {
    static final byte[] NONCE =
            "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    final int version;
    final NtlmTestClient ntlm;
    final PublicKeyBinding binding;

    /** What SPNEGO offers; empty for NTLM bare. */
    List<Oid> mechanisms = List.of();

    /** Whether it signs the list of mechanisms. */
    boolean signs = true;

    boolean spoilsBinding;
    boolean spoilsList;
    private byte[] list = {};
    private @Nullable NtlmSession session;

    CredSspTestClient(int version, NtlmTestClient ntlm, byte[] publicKey) {
        this.version = version;
        this.ntlm = ntlm;
        this.binding = PublicKeyBinding.of(publicKey);
    }

    private NtlmSession session() {
        return Objects.requireNonNull(session);
    }

    private Optional<byte[]> nonce() {
        return version >= PublicKeyBinding.FIRST_WITH_NONCE ? Optional.of(NONCE) : Optional.empty();
    }

    byte[] request(Optional<byte[]> token, Optional<byte[]> authInfo, Optional<byte[]> pubKeyAuth) {
        return new TsRequest(version, token, authInfo, pubKeyAuth, OptionalInt.empty(), nonce())
                .encode();
    }

    /** The first message; its token is for the first mechanism. */
    byte[] begin() {
        byte[] negotiate = ntlm.negotiate();
        if (mechanisms.isEmpty()) {
            return request(Optional.of(negotiate), Optional.empty(), Optional.empty());
        }
        var types = new ArrayList<byte[]>();
        mechanisms.forEach(oid -> types.add(oid.encode()));
        list = Der.sequence(types.toArray(byte[][]::new));
        boolean first = mechanisms.getFirst().equals(Oid.NTLM);
        byte[] token = first ? negotiate : new byte[] {1, 2, 3};
        byte[] init = Der.sequence(Der.explicit(0, list), Der.explicit(2, Der.octets(token)));
        byte[] framed =
                Der.element(DerReader.application(0), Oid.SPNEGO.encode(), Der.explicit(0, init));
        return request(Optional.of(framed), Optional.empty(), Optional.empty());
    }

    /** Where the server chose NTLM though it was not the first: its first message then. */
    byte[] negotiateAgain() {
        return request(
                Optional.of(response(ntlm.negotiate(), Optional.empty())),
                Optional.empty(),
                Optional.empty());
    }

    /** The answer to the challenge, with the binding to the channel beside it. */
    byte[] answer(byte[] tsRequest) throws Exception {
        byte[] token = TsRequest.decode(tsRequest).negoToken().orElseThrow();
        byte[] challenge = mechanisms.isEmpty() ? token : inner(token);
        byte[] authenticate = ntlm.authenticate(challenge);
        session = ntlm.session();
        byte[] answer = authenticate;
        if (!mechanisms.isEmpty()) {
            Optional<byte[]> mic = Optional.empty();
            if (signs) {
                byte[] signed = list.clone();
                signed[signed.length - 1] ^= (byte) (spoilsList ? 1 : 0);
                mic = Optional.of(session().signMechanismList(signed));
            }
            answer = response(authenticate, mic);
        }
        byte[] bound = binding.ofClient(version, nonce());
        bound[0] ^= (byte) (spoilsBinding ? 1 : 0);
        return request(Optional.of(answer), Optional.empty(), Optional.of(session().seal(bound)));
    }

    /** Checks what the server proves, and delegates. */
    byte[] delegate(byte[] tsRequest, byte[] credentials) throws Exception {
        var reply = TsRequest.decode(tsRequest);
        if (!mechanisms.isEmpty() && signs) {
            var last = (NegToken.Response) NegToken.decode(reply.negoToken().orElseThrow());
            session().checkMechanismList(list, last.mechListMic().orElseThrow());
        }
        byte[] theirs = session().unseal(reply.pubKeyAuth().orElseThrow());
        if (!Arrays.equals(theirs, binding.ofServer(version, nonce()))) {
            throw new AssertionError("the server does not have the key");
        }
        return request(
                Optional.empty(), Optional.of(session().seal(credentials)), Optional.empty());
    }

    private static byte[] inner(byte[] token) throws ProtocolException {
        return ((NegToken.Response) NegToken.decode(token)).responseToken().orElseThrow();
    }

    private static byte[] response(byte[] token, Optional<byte[]> mic) {
        return new NegToken.Response(
                        OptionalInt.of(NegToken.ACCEPT_INCOMPLETE),
                        Optional.empty(),
                        Optional.of(token),
                        mic)
                .encode();
    }
}
