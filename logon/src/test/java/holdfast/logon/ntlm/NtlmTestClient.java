package holdfast.logon.ntlm;

import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A client of NTLMv2 that can be told to misbehave. */
public final class NtlmTestClient {
    public static final int FLAGS = 0xE208_8235;

    private final String user;
    private final String domain;
    private final byte[] ntHash;
    private final byte[] sessionKey = new byte[16];

    public int flags = FLAGS;
    public boolean mic = true;
    public boolean spoilMic;
    public Optional<byte[]> channelBindings = Optional.empty();
    public OptionalLong timestampInstead = OptionalLong.empty();
    public Optional<String> computerNameInstead = Optional.empty();
    public byte @Nullable [] responseInstead;

    private byte[] negotiate = {};

    public NtlmTestClient(String user, String domain, String password) {
        this.user = user;
        this.domain = domain;
        this.ntHash = NtHash.of(password.toCharArray());
        Arrays.fill(sessionKey, (byte) 0x42);
    }

    public byte[] negotiate() {
        negotiate =
                new WireWriter()
                        .bytes(NtlmMessage.SIGNATURE)
                        .u32(1)
                        .u32(flags)
                        .zeros(24)
                        .toByteArray();
        return negotiate;
    }

    public byte[] authenticate(byte[] challenge) throws Exception {
        var in = new WireReader("CHALLENGE_MESSAGE", challenge);
        in.skip("Signature", 24);
        byte[] serverChallenge = in.bytes("ServerChallenge", 8);
        in.skip("Reserved", 8);
        int infoLength = in.u16("TargetInfoLen");
        in.skip("TargetInfoMaxLen", 2);
        int infoOffset = in.u32("TargetInfoBufferOffset", 0, challenge.length);
        AvPairs theirs =
                AvPairs.decode(new WireReader("AV_PAIR", challenge, infoOffset, infoLength));
        var repeated =
                new AvPairs(
                        computerNameInstead.orElse(theirs.nbComputerName()),
                        theirs.nbDomainName(),
                        theirs.dnsComputerName(),
                        theirs.dnsDomainName(),
                        timestampInstead.isPresent() ? timestampInstead : theirs.timestamp(),
                        mic ? OptionalInt.of(AvPairs.FLAG_MIC) : OptionalInt.empty(),
                        channelBindings);
        byte[] temp =
                new WireWriter()
                        .u8(1)
                        .u8(1)
                        .zeros(6)
                        .u64(repeated.timestamp().orElse(0))
                        .u64(0x1122_3344_5566_7788L)
                        .zeros(4)
                        .bytes(repeated.encode())
                        .zeros(4)
                        .toByteArray();
        byte[] responseKey =
                NtlmCrypto.hmacMd5(
                        ntHash,
                        (user.toUpperCase(Locale.ROOT) + domain)
                                .getBytes(StandardCharsets.UTF_16LE));
        byte[] proof = NtlmCrypto.hmacMd5(responseKey, serverChallenge, temp);
        byte[] response = new WireWriter().bytes(proof).bytes(temp).toByteArray();
        byte[] sessionBaseKey = NtlmCrypto.hmacMd5(responseKey, proof);
        byte[] message =
                message(
                        responseInstead == null ? response : responseInstead,
                        NtlmCrypto.rc4k(sessionBaseKey, sessionKey));
        if (mic) {
            byte[] code = NtlmCrypto.hmacMd5(sessionKey, negotiate, challenge, message);
            code[0] ^= (byte) (spoilMic ? 1 : 0);
            System.arraycopy(code, 0, message, NtlmMessage.Authenticate.MIC_OFFSET, code.length);
        }
        return message;
    }

    private byte[] message(byte[] response, byte[] encryptedKey) {
        var out = new WireWriter().bytes(NtlmMessage.SIGNATURE).u32(3);
        var payload = new WireWriter();
        int header = NtlmMessage.Authenticate.MIC_OFFSET + NtlmMessage.Authenticate.MIC_LENGTH;
        byte[][] fields = {
            new byte[24],
            response,
            domain.getBytes(StandardCharsets.UTF_16LE),
            user.getBytes(StandardCharsets.UTF_16LE),
            new byte[0],
            encryptedKey
        };
        for (byte[] field : fields) {
            out.u16(field.length).u16(field.length).u32(header + payload.size());
            payload.bytes(field);
        }
        return out.u32(flags).zeros(8).zeros(16).bytes(payload.toByteArray()).toByteArray();
    }

    public NtlmSession session() {
        return NtlmSession.ofClient(sessionKey, true);
    }
}
