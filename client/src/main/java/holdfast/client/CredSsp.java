package holdfast.client;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The client's side of CredSSP version 6, [MS-CSSP] 3.1.5. */
final class CredSsp {
    private static final int VERSION = 6;
    private static final int NONCE_LENGTH = 32;
    private static final int LARGEST = 64 << 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int NEGO_TOKENS = 1;
    private static final int AUTH_INFO = 2;
    private static final int PUB_KEY_AUTH = 3;
    private static final int ERROR_CODE = 4;
    private static final int CLIENT_NONCE = 5;

    private final DataInputStream in;
    private final OutputStream out;
    private final byte[] nonce = new byte[NONCE_LENGTH];

    private CredSsp(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
        RANDOM.nextBytes(nonce);
    }

    /**
     * Proves, and delegates the password.
     *
     * @throws CredSspRefused when the server says no with a code
     */
    static void authenticate(SSLSocket tls, Proof proof, Login login) throws IOException {
        byte[] key;
        try {
            var certificate = (X509Certificate) tls.getSession().getPeerCertificates()[0];
            key =
                    SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded())
                            .getPublicKeyData()
                            .getBytes();
            new CredSsp(tls.getInputStream(), tls.getOutputStream()).run(proof, key, login);
        } catch (GeneralSecurityException e) {
            throw new IOException("CredSSP: " + e.getMessage(), e);
        }
    }

    private void run(Proof proof, byte[] key, Login login)
            throws IOException, GeneralSecurityException {
        byte[] token = proof.first();
        while (!proof.established()) {
            send(Map.of(NEGO_TOKENS, token, CLIENT_NONCE, nonce));
            token = proof.next(field(receive(), NEGO_TOKENS));
        }
        Map<Integer, byte[]> bound = new TreeMap<>();
        if (token.length > 0) {
            bound.put(NEGO_TOKENS, token);
        }
        bound.put(PUB_KEY_AUTH, proof.seal(binding("Client-To-Server", key)));
        bound.put(CLIENT_NONCE, nonce);
        send(bound);
        byte[] theirs = proof.unseal(field(receive(), PUB_KEY_AUTH));
        if (!Arrays.equals(theirs, binding("Server-To-Client", key))) {
            throw new IOException("the server does not have the key that TLS showed");
        }
        send(Map.of(AUTH_INFO, proof.seal(credentials(login))));
    }

    private byte[] binding(String direction, byte[] key) throws GeneralSecurityException {
        var sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(
                ("CredSSP " + direction + " Binding Hash\0").getBytes(StandardCharsets.US_ASCII));
        sha256.update(nonce);
        return sha256.digest(key);
    }

    /** TSCredentials with TSPasswordCreds, [MS-CSSP] 2.2.1.2. */
    private static byte[] credentials(Login login) throws IOException {
        var password =
                new DERSequence(
                        new DERTaggedObject[] {
                            octets(0, new byte[0]),
                            octets(1, login.user().getBytes(StandardCharsets.UTF_16LE)),
                            octets(2, login.password().getBytes(StandardCharsets.UTF_16LE))
                        });
        return new DERSequence(
                        new DERTaggedObject[] {
                            new DERTaggedObject(0, new ASN1Integer(1)),
                            octets(1, password.getEncoded())
                        })
                .getEncoded();
    }

    private static DERTaggedObject octets(int tag, byte[] value) {
        return new DERTaggedObject(tag, new DEROctetString(value));
    }

    private void send(Map<Integer, byte[]> fields) throws IOException {
        var request = new ASN1EncodableVector();
        request.add(new DERTaggedObject(0, new ASN1Integer(VERSION)));
        for (var field : new TreeMap<>(fields).entrySet()) {
            int tag = field.getKey();
            DERTaggedObject plain = octets(tag == NEGO_TOKENS ? 0 : tag, field.getValue());
            request.add(
                    tag == NEGO_TOKENS
                            ? new DERTaggedObject(tag, new DERSequence(new DERSequence(plain)))
                            : plain);
        }
        out.write(new DERSequence(request).getEncoded());
        out.flush();
    }

    private static byte[] field(Map<Integer, byte[]> fields, int tag) throws IOException {
        byte[] value = fields.get(tag);
        if (value == null) {
            throw new IOException("TSRequest without field " + tag);
        }
        return value;
    }

    private Map<Integer, byte[]> receive() throws IOException {
        ASN1Sequence request = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(element()));
        Map<Integer, byte[]> fields = new TreeMap<>();
        for (var each : request) {
            var tagged = ASN1TaggedObject.getInstance(each);
            ASN1Primitive value = tagged.getExplicitBaseObject().toASN1Primitive();
            if (tagged.getTagNo() == ERROR_CODE) {
                throw new CredSspRefused(ASN1Integer.getInstance(value).getValue().intValue());
            }
            if (tagged.getTagNo() == NEGO_TOKENS) {
                var first = ASN1Sequence.getInstance(((ASN1Sequence) value).getObjectAt(0));
                value =
                        ASN1TaggedObject.getInstance(first.getObjectAt(0))
                                .getExplicitBaseObject()
                                .toASN1Primitive();
            }
            if (value instanceof ASN1OctetString octets) {
                fields.put(tagged.getTagNo(), octets.getOctets());
            }
        }
        return fields;
    }

    /** One DER element, and not a byte more: what follows is not CredSSP's. */
    private byte[] element() throws IOException {
        byte[] header = new byte[6];
        in.readFully(header, 0, 2);
        int length = header[1] & 0xFF;
        int headerLength = 2;
        if (length >= 0x80) {
            int count = length & 0x7F;
            if (count == 0 || count > 4) {
                throw new IOException("not DER");
            }
            in.readFully(header, 2, count);
            headerLength += count;
            length = 0;
            for (int i = 2; i < headerLength; i++) {
                length = length << 8 | header[i] & 0xFF;
            }
        }
        if (length < 0 || length > LARGEST) {
            throw new EOFException("TSRequest of " + length + " bytes");
        }
        byte[] element = Arrays.copyOf(header, headerLength + length);
        in.readFully(element, headerLength, length);
        return element;
    }
}
