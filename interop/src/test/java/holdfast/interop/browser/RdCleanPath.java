package holdfast.interop.browser;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;

/**
 * The PDU of RDCleanPath, with which a client that cannot open sockets has a relay do the X.224
 * exchange and TLS: one sequence with explicit tags, of which each side fills its own.
 */
final class RdCleanPath {
    private static final int VERSION_1 = 3390;
    private static final int VERSION = 0;
    private static final int DESTINATION = 2;
    private static final int X224_CONNECTION_PDU = 6;
    private static final int SERVER_CERT_CHAIN = 7;
    private static final int SERVER_ADDR = 9;

    private RdCleanPath() {}

    /**
     * What the client asks for.
     *
     * @param destination host and port
     * @param connectionRequest its X.224 Connection Request
     */
    record Request(String destination, byte[] connectionRequest) {
        static Request decode(byte[] der) throws IOException {
            String destination = "";
            byte[] connectionRequest = {};
            for (ASN1Encodable field : ASN1Sequence.getInstance(der)) {
                var tagged = ASN1TaggedObject.getInstance(field, BERTags.CONTEXT_SPECIFIC);
                var value = tagged.getExplicitBaseObject();
                switch (tagged.getTagNo()) {
                    case DESTINATION -> destination = ASN1UTF8String.getInstance(value).getString();
                    case X224_CONNECTION_PDU ->
                            connectionRequest = ASN1OctetString.getInstance(value).getOctets();
                    default -> {} // Version and the token for a relay that asks who uses it.
                }
            }
            if (destination.isEmpty() || connectionRequest.length == 0) {
                throw new IOException("an RDCleanPath request without destination or X.224 PDU");
            }
            return new Request(destination, connectionRequest);
        }
    }

    /** TLS is up: from here on the relay hands on what is inside it. */
    static byte[] response(byte[] connectionConfirm, Certificate[] chain, InetSocketAddress server)
            throws IOException {
        var certificates = new ASN1EncodableVector();
        for (Certificate certificate : chain) {
            try {
                certificates.add(new DEROctetString(certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IOException(e);
            }
        }
        var fields = new ASN1EncodableVector();
        fields.add(new DERTaggedObject(VERSION, new ASN1Integer(VERSION_1)));
        fields.add(new DERTaggedObject(X224_CONNECTION_PDU, new DEROctetString(connectionConfirm)));
        fields.add(new DERTaggedObject(SERVER_CERT_CHAIN, new DERSequence(certificates)));
        fields.add(
                new DERTaggedObject(
                        SERVER_ADDR, new DERUTF8String(server.getAddress().getHostAddress())));
        return new DERSequence(fields).getEncoded();
    }
}
