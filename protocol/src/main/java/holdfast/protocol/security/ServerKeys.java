package holdfast.protocol.security;

import java.security.interfaces.RSAPrivateCrtKey;
import java.util.List;
import java.util.Optional;

/**
 * The RSA keys that clients encrypt their random with under standard RDP security ([MS-RDPBCGR]
 * 5.3.3).
 *
 * @param modern 2048 bits, for every client that takes it
 * @param old 512 bits, for the oldest clients: see {@link ServerCertificate#forClient}
 * @param x509 sent instead of a proprietary certificate to clients that understand it, if present
 */
public record ServerKeys(
        RSAPrivateCrtKey modern, RSAPrivateCrtKey old, Optional<X509Identity> x509) {

    /**
     * An X.509 certificate chain and its key.
     *
     * @param chain DER, root first and the server's own certificate last ([MS-RDPBCGR]
     *     2.2.1.4.3.1.2)
     */
    public record X509Identity(List<byte[]> chain, RSAPrivateCrtKey key) {
        public X509Identity {
            chain = List.copyOf(chain);
        }
    }
}
