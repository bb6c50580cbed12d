package holdfast.client;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.MD4Digest;
import org.jspecify.annotations.Nullable;

/** NTLMv2 with a message integrity code, bare: the client's side of [MS-NLMP]. */
public final class NtlmProof implements Proof {
    private static final int FLAGS = 0xE288_8235;
    private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MIC_OFFSET = 72;
    private static final int PAYLOAD = 88;
    private static final int AV_FLAGS = 6;
    private static final int AV_TIMESTAMP = 7;
    private static final int WITH_MIC = 2;

    private final String user;
    private final String password;
    private final byte[] sessionKey = new byte[16];
    private final byte[] negotiate =
            new WireWriter(40).bytes(SIGNATURE).u32(1).u32(FLAGS).zeros(24).toByteArray();
    private @Nullable Direction outgoing;
    private @Nullable Direction incoming;

    public NtlmProof(String user, String password) {
        this.user = user;
        this.password = password;
        new SecureRandom().nextBytes(sessionKey);
    }

    @Override
    public byte[] first() {
        return negotiate;
    }

    @Override
    public boolean established() {
        return outgoing != null;
    }

    @Override
    public byte[] next(byte[] challenge) throws IOException {
        try {
            byte[] answer = authenticate(challenge);
            outgoing = new Direction(sessionKey, "client-to-server");
            incoming = new Direction(sessionKey, "server-to-client");
            return answer;
        } catch (ProtocolException | GeneralSecurityException e) {
            throw new IOException("NTLM: " + e.getMessage(), e);
        }
    }

    /** AUTHENTICATE_MESSAGE, 2.2.1.3, with the response of 3.3.2. */
    private byte[] authenticate(byte[] challenge)
            throws ProtocolException, GeneralSecurityException {
        var in = new WireReader("CHALLENGE_MESSAGE", challenge);
        in.skip("Signature to NegotiateFlags", 24);
        byte[] serverChallenge = in.bytes("ServerChallenge", 8);
        in.skip("Reserved", 8);
        int length = in.u16("TargetInfoLen");
        in.skip("TargetInfoMaxLen", 2);
        int offset = in.u32("TargetInfoBufferOffset", 0, challenge.length - length);

        var pairs = new WireWriter(length + 16);
        byte[] time = new byte[8];
        var info = new WireReader("AV_PAIR", challenge, offset, length);
        for (int id = info.u16("AvId"); id != 0; id = info.u16("AvId")) {
            byte[] value = info.bytes("Value", info.u16("AvLen"));
            time = id == AV_TIMESTAMP ? value : time;
            pairs.u16(id).u16(value.length).bytes(value);
        }
        pairs.u16(AV_FLAGS).u16(4).u32(WITH_MIC).u32(0);

        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        byte[] temp =
                new WireWriter(pairs.size() + 32)
                        .u8(1)
                        .u8(1)
                        .zeros(6)
                        .bytes(time)
                        .bytes(random)
                        .zeros(4)
                        .bytes(pairs.toByteArray())
                        .zeros(4)
                        .toByteArray();
        byte[] responseKey = hmac(ntHash(), utf16(user.toUpperCase(Locale.ROOT)));
        byte[] proof = hmac(responseKey, serverChallenge, temp);
        byte[] response = new WireWriter(256).bytes(proof).bytes(temp).toByteArray();
        byte[] wrapped = rc4(hmac(responseKey, proof)).update(sessionKey);

        byte[][] fields = {new byte[24], response, new byte[0], utf16(user), new byte[0], wrapped};
        var message = new WireWriter(512).bytes(SIGNATURE).u32(3);
        var payload = new WireWriter(512);
        for (byte[] field : fields) {
            message.u16(field.length).u16(field.length).u32(PAYLOAD + payload.size());
            payload.bytes(field);
        }
        byte[] whole =
                message.u32(FLAGS).zeros(8).zeros(16).bytes(payload.toByteArray()).toByteArray();
        byte[] mic = hmac(sessionKey, negotiate, challenge, whole);
        System.arraycopy(mic, 0, whole, MIC_OFFSET, mic.length);
        return whole;
    }

    private byte[] ntHash() {
        byte[] text = utf16(password);
        var md4 = new MD4Digest();
        md4.update(text, 0, text.length);
        byte[] hash = new byte[16];
        md4.doFinal(hash, 0);
        return hash;
    }

    @Override
    public byte[] seal(byte[] message) throws IOException {
        try {
            if (outgoing == null) {
                throw new IOException("nothing is proven yet");
            }
            byte[] sealed = outgoing.cipher.update(message);
            return new WireWriter(16 + sealed.length)
                    .bytes(outgoing.signature(message))
                    .bytes(sealed)
                    .toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public byte[] unseal(byte[] sealed) throws IOException {
        try {
            if (incoming == null || sealed.length <= 16) {
                throw new IOException("nothing is sealed");
            }
            byte[] message = incoming.cipher.update(sealed, 16, sealed.length - 16);
            if (!Arrays.equals(incoming.signature(message), Arrays.copyOf(sealed, 16))) {
                throw new IOException("the server's signature is wrong");
            }
            return message;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(key, "HmacMD5"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private static Cipher rc4(byte[] key) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("ARCFOUR");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
        return cipher;
    }

    /** Keys and cipher of one direction, 3.4.5. */
    private static final class Direction {
        private final byte[] signKey;
        private final Cipher cipher;
        private int sequence;

        Direction(byte[] sessionKey, String direction) throws GeneralSecurityException {
            signKey = derive(sessionKey, direction, "signing");
            cipher = rc4(derive(sessionKey, direction, "sealing"));
        }

        private static byte[] derive(byte[] key, String direction, String purpose)
                throws GeneralSecurityException {
            var md5 = MessageDigest.getInstance("MD5");
            md5.update(key);
            String magic = "session key to " + direction + " " + purpose + " key magic constant\0";
            return md5.digest(magic.getBytes(StandardCharsets.US_ASCII));
        }

        byte[] signature(byte[] message) throws GeneralSecurityException {
            byte[] count = new WireWriter(4).u32(sequence++).toByteArray();
            byte[] checksum = Arrays.copyOf(hmac(signKey, count, message), 8);
            return new WireWriter(16)
                    .u32(1)
                    .bytes(cipher.update(checksum))
                    .bytes(count)
                    .toByteArray();
        }
    }
}
