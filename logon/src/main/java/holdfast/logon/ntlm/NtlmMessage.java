package holdfast.logon.ntlm;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The three messages of [MS-NLMP] 2.2.1, as far as a server reads and writes them. */
sealed interface NtlmMessage {
    byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    int LARGEST = 16 << 10;

    /** NEGOTIATE_MESSAGE, [MS-NLMP] 2.2.1.1. Names in it mean nothing to a server. */
    record Negotiate(int flags) implements NtlmMessage {
        private static final int TYPE = 1;

        static Negotiate decode(byte[] message) throws ProtocolException {
            WireReader in = open("NEGOTIATE_MESSAGE", message, TYPE);
            return new Negotiate(in.i32("NegotiateFlags"));
        }
    }

    /** CHALLENGE_MESSAGE, [MS-NLMP] 2.2.1.2. */
    record Challenge(int flags, byte[] serverChallenge, String targetName, byte[] targetInfo)
            implements NtlmMessage {
        private static final int TYPE = 2;
        private static final int HEADER = 56;

        byte[] encode() {
            int nameLength = targetName.length() * 2;
            return new WireWriter()
                    .bytes(SIGNATURE)
                    .u32(TYPE)
                    .u16(nameLength)
                    .u16(nameLength)
                    .u32(HEADER)
                    .u32(flags)
                    .bytes(serverChallenge)
                    .zeros(8)
                    .u16(targetInfo.length)
                    .u16(targetInfo.length)
                    .u32(HEADER + nameLength)
                    .u8(VERSION_MAJOR)
                    .u8(VERSION_MINOR)
                    .u16(VERSION_BUILD)
                    .zeros(3)
                    .u8(NTLMSSP_REVISION_W2K3)
                    .utf16(targetName)
                    .bytes(targetInfo)
                    .toByteArray();
        }
    }

    /**
     * AUTHENTICATE_MESSAGE, [MS-NLMP] 2.2.1.3.
     *
     * @param encryptedRandomSessionKey empty without key exchange
     * @param mic the 16 bytes where a MIC stands if there is one; whether it is one, the proof says
     */
    record Authenticate(
            int flags,
            byte[] ntChallengeResponse,
            String domainName,
            String userName,
            byte[] encryptedRandomSessionKey,
            Optional<byte[]> mic)
            implements NtlmMessage {
        private static final int TYPE = 3;
        static final int MIC_OFFSET = 72;
        static final int MIC_LENGTH = 16;
        private static final int LONGEST_NAME = 512;
        private static final int LONGEST_RESPONSE = 8 << 10;

        static Authenticate decode(byte[] message) throws ProtocolException {
            WireReader in = open("AUTHENTICATE_MESSAGE", message, TYPE);
            field(in, message, "LmChallengeResponse", LONGEST_RESPONSE);
            Field response = field(in, message, "NtChallengeResponse", LONGEST_RESPONSE);
            Field domain = field(in, message, "DomainName", LONGEST_NAME);
            Field user = field(in, message, "UserName", LONGEST_NAME);
            Field workstation = field(in, message, "Workstation", LONGEST_NAME);
            Field key = field(in, message, "EncryptedRandomSessionKey", 16);
            int flags = in.i32("NegotiateFlags");
            int payload =
                    Math.min(
                            Math.min(response.startOrEnd(message), domain.startOrEnd(message)),
                            Math.min(
                                    Math.min(user.startOrEnd(message), key.startOrEnd(message)),
                                    workstation.startOrEnd(message)));
            byte @Nullable [] mic = null;
            if (payload >= MIC_OFFSET + MIC_LENGTH) {
                in.skip("Version", 8);
                mic = in.bytes("MIC", MIC_LENGTH);
            }
            return new Authenticate(
                    flags,
                    response.bytes(message),
                    domain.text(message),
                    user.text(message),
                    key.bytes(message),
                    Optional.ofNullable(mic));
        }

        private static Field field(WireReader in, byte[] message, String name, int longest)
                throws ProtocolException {
            int length = in.u16(name + "Len", 0, longest);
            in.skip(name + "MaxLen", 2);
            long offset = in.u32(name + "BufferOffset");
            if (length > 0 && offset + length > message.length) {
                throw in.refuse(4, new Reason.Truncated(name, offset + length, message.length));
            }
            return new Field(name, length == 0 ? 0 : (int) offset, length);
        }

        /** A part of the payload, inside the message for sure. */
        private record Field(String name, int offset, int length) {
            int startOrEnd(byte[] message) {
                return length == 0 ? message.length : offset;
            }

            byte[] bytes(byte[] message) throws ProtocolException {
                return reader(message).bytes(name, length);
            }

            String text(byte[] message) throws ProtocolException {
                return reader(message).utf16(name, length);
            }

            private WireReader reader(byte[] message) {
                return new WireReader("AUTHENTICATE_MESSAGE", message, offset, length);
            }
        }
    }

    /** What Windows 10 says; no client reads anything into it. */
    int VERSION_MAJOR = 10;

    int VERSION_MINOR = 0;
    int VERSION_BUILD = 0;
    int NTLMSSP_REVISION_W2K3 = 15;

    private static WireReader open(String pdu, byte[] message, int type) throws ProtocolException {
        var in = new WireReader(pdu, message);
        if (message.length > LARGEST) {
            throw in.refuse(0, new Reason.OutOfRange("length", message.length, 0, LARGEST));
        }
        byte[] signature = in.bytes("Signature", SIGNATURE.length);
        if (!Arrays.equals(signature, SIGNATURE)) {
            throw in.refuse(SIGNATURE.length, new Reason.Unknown("Signature", signature[0]));
        }
        int found = in.i32("MessageType");
        if (found != type) {
            throw in.refuse(4, new Reason.Unknown("MessageType", found & 0xFFFF_FFFFL));
        }
        return in;
    }
}
