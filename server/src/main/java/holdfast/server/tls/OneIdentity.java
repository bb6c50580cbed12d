package holdfast.server.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The server's one certificate and key, as they are: a key store would encrypt and decrypt the key
 * under a password of its own first, ten thousand rounds each, at every start.
 */
final class OneIdentity extends X509ExtendedKeyManager {
    private static final String ALIAS = "server";

    private final ServerCertificate certificate;

    OneIdentity(ServerCertificate certificate) {
        this.certificate = certificate;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return fits(keyType) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return fits(keyType) ? ALIAS : null;
    }

    /** Java names the key's algorithm, Bouncy Castle up to TLS 1.2 the key exchange. */
    private boolean fits(String keyType) {
        return switch (certificate.key().getAlgorithm()) {
            case "RSA" -> keyType.equals("RSA") || keyType.endsWith("HE_RSA");
            case "EC" -> keyType.equals("EC") || keyType.endsWith("HE_ECDSA");
            case String other -> keyType.equals(other);
        };
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return certificate.chain().toArray(new X509Certificate[0]);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return certificate.key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return fits(keyType) ? new String[] {ALIAS} : null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
