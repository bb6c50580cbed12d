package holdfast.server.tls;

import holdfast.settings.EncryptionLevel;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * What the encryption level lets TLS agree on ([MS-RDPBCGR] 5.4.1): Client Compatible whatever this
 * Java has enabled, High symmetric keys of 128 bits and more, FIPS approved algorithms alone. The
 * specification's FIPS suite, RSA with Triple DES and SHA-1, is approved no longer; AES with SHA-2
 * stands in its place.
 *
 * @param groups of key exchange; empty where Java's choice does
 */
record TlsSuites(List<String> suites, Optional<List<String>> groups) {
    /** Triple DES has 168 bits in name and 112 in strength. */
    private static final Pattern WEAK =
            Pattern.compile(".*_(NULL|anon|EXPORT|DES40|DES|3DES_EDE|RC4|RC2)_.*");

    private static final Pattern APPROVED =
            Pattern.compile(
                    "TLS_AES_(128_GCM_SHA256|256_GCM_SHA384)"
                            + "|TLS_(ECDHE_RSA|ECDHE_ECDSA|DHE_RSA)_WITH_AES_(128|256)"
                            + "_(GCM|CBC)_SHA(256|384)");

    /** NIST's curves and the groups of RFC 7919; X25519 is none of SP 800-56A. */
    private static final List<String> APPROVED_GROUPS =
            List.of("secp256r1", "secp384r1", "secp521r1", "ffdhe2048", "ffdhe3072", "ffdhe4096");

    /**
     * @param provider of TLS; empty for Java's own
     */
    static TlsSuites of(EncryptionLevel level, Optional<Provider> provider)
            throws GeneralSecurityException {
        // The default context reads a store of authorities.
        var context =
                provider.isPresent()
                        ? SSLContext.getInstance("TLS", provider.get())
                        : SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[0], null);
        List<String> enabled = List.of(context.getDefaultSSLParameters().getCipherSuites());
        return switch (level) {
            case LOW, CLIENT_COMPATIBLE -> new TlsSuites(enabled, Optional.empty());
            case HIGH ->
                    new TlsSuites(
                            enabled.stream().filter(s -> !WEAK.matcher(s).matches()).toList(),
                            Optional.empty());
            case FIPS ->
                    new TlsSuites(
                            enabled.stream().filter(s -> APPROVED.matcher(s).matches()).toList(),
                            Optional.of(APPROVED_GROUPS));
        };
    }
}
