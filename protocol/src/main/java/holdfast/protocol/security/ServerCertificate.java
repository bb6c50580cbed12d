package holdfast.protocol.security;

import holdfast.protocol.wire.WireWriter;
import java.math.BigInteger;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.List;

/**
 * The certificate that a connection under standard RDP security presents, and the key that belongs
 * to it: SERVER_CERTIFICATE, [MS-RDPBCGR] 2.2.1.4.3.1.
 */
public record ServerCertificate(byte[] encoded, RSAPrivateCrtKey key) {
    /** The version in Client Core Data of RDP 4.0 clients. */
    private static final int RDP_4 = 0x0008_0001;

    private static final int CERT_CHAIN_VERSION_1 = 1;
    private static final int CERT_CHAIN_VERSION_2 = 2;

    /**
     * The certificate for a client. RDP 4.0 clients always get a proprietary one (5.3.3.2); they
     * and clients that know no more than 40 bits get the 512-bit key, the only size of their time.
     * Everybody else gets the X.509 chain if there is one, else a proprietary certificate for the
     * 2048-bit key. A self-signed certificate is no chain: rdesktop hangs up on less than two.
     */
    public static ServerCertificate forClient(
            ServerKeys keys, int clientVersion, int clientMethods) {
        boolean old = clientVersion <= RDP_4;
        var chained = keys.x509().filter(identity -> identity.chain().size() > 1);
        if (!old && chained.isPresent()) {
            var identity = chained.get();
            return new ServerCertificate(chain(identity.chain()), identity.key());
        }
        boolean weak = old || clientMethods == EncryptionMethod.RC4_40.flag();
        RSAPrivateCrtKey key = weak ? keys.old() : keys.modern();
        return new ServerCertificate(proprietary(key.getModulus(), key.getPublicExponent()), key);
    }

    /** PROPRIETARYSERVERCERTIFICATE, 2.2.1.4.3.1.1. */
    static byte[] proprietary(BigInteger modulus, BigInteger publicExponent) {
        var out = new WireWriter(512);
        out.u32(CERT_CHAIN_VERSION_1);
        out.u32(1); // dwSigAlgId: SIGNATURE_ALG_RSA
        out.u32(1); // dwKeyAlgId: KEY_EXCHANGE_ALG_RSA
        int bytes = (modulus.bitLength() + 7) / 8;
        out.u16(0x0006); // wPublicKeyBlobType: BB_RSA_KEY_BLOB
        out.u16(20 + bytes + RsaText.PADDING);
        out.u32(0x3141_5352); // magic: RSA1
        out.u32(bytes + RsaText.PADDING);
        out.u32(modulus.bitLength());
        out.u32(bytes - 1);
        out.u32(publicExponent.longValue());
        out.bytes(RsaText.littleEndian(modulus, bytes)).zeros(RsaText.PADDING);
        byte[] signature = SigningKey.sign(Digests.md5(out.toByteArray()));
        out.u16(0x0008); // wSignatureBlobType: BB_RSA_SIGNATURE_BLOB
        out.u16(signature.length + RsaText.PADDING);
        out.bytes(signature).zeros(RsaText.PADDING);
        return out.toByteArray();
    }

    /** X509 certificate chain, [MS-RDPELE] 2.2.1.4.2. */
    private static byte[] chain(List<byte[]> certificates) {
        var out = new WireWriter(2048);
        out.u32(CERT_CHAIN_VERSION_2);
        out.u32(certificates.size());
        for (byte[] certificate : certificates) {
            out.u32(certificate.length).bytes(certificate);
        }
        out.zeros(8 + 4 * certificates.size());
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return "ServerCertificate[" + key.getModulus().bitLength() + " bits]";
    }
}
