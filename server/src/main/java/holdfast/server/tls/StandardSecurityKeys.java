package holdfast.server.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * The RSA keys of standard RDP security ([MS-RDPBCGR] 5.3.3): 2048 bits, and 512 for the oldest
 * clients, which can take no other. Kept in {@code rdp-security-2048.key} and {@code
 * rdp-security-512.key}, because old clients remember them.
 */
public final class StandardSecurityKeys {
    private StandardSecurityKeys() {}

    /** Reads or makes the key of {@code bits} bits. */
    public static RSAPrivateCrtKey in(Path folder, int bits)
            throws IOException, GeneralSecurityException {
        Path file = folder.resolve("rdp-security-" + bits + ".key");
        if (!Files.exists(file)) {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            SecretFile.write(file, generator.generateKeyPair().getPrivate().getEncoded());
        }
        return (RSAPrivateCrtKey)
                KeyFactory.getInstance("RSA")
                        .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(file)));
    }
}
