package holdfast.protocol.security;

import java.util.Optional;

/** Which method a connection uses: [MS-RDPBCGR] 5.3.2. */
public final class MethodChoice {
    private MethodChoice() {}

    /**
     * The method for a client that offers {@code clientMethods}; empty where the connection must be
     * refused. The server knows all methods, so at the levels that follow the client only a client
     * without any is refused. FIPS is chosen below its own level only for a client that offers
     * nothing else, for RC4 is what those levels promise.
     */
    public static Optional<EncryptionMethod> choose(EncryptionLevel level, int clientMethods) {
        return switch (level) {
            case LOW, CLIENT_COMPATIBLE -> strongest(clientMethods);
            case HIGH -> offered(EncryptionMethod.RC4_128, clientMethods);
            case FIPS -> offered(EncryptionMethod.FIPS, clientMethods);
        };
    }

    private static Optional<EncryptionMethod> strongest(int clientMethods) {
        return offered(EncryptionMethod.RC4_128, clientMethods)
                .or(() -> offered(EncryptionMethod.RC4_56, clientMethods))
                .or(() -> offered(EncryptionMethod.RC4_40, clientMethods))
                .or(() -> offered(EncryptionMethod.FIPS, clientMethods));
    }

    private static Optional<EncryptionMethod> offered(EncryptionMethod method, int clientMethods) {
        return (clientMethods & method.flag()) != 0 ? Optional.of(method) : Optional.empty();
    }
}
