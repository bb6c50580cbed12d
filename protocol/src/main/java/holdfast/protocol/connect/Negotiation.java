package holdfast.protocol.connect;

import java.util.OptionalInt;

/**
 * Which security protocol a connection gets: [MS-RDPBCGR] 3.3.5.3.2 and the settings. What the
 * settings demand is a floor: a client below it is refused, never let in with less.
 */
sealed interface Negotiation {
    /**
     * @param told whether the client asked and so reads the answer
     */
    record Agreed(SecurityProtocol protocol, boolean told) implements Negotiation {}

    /**
     * @param told whether the client asked and so reads the failure code
     */
    record Refused(NegotiationFailure failure, boolean told) implements Negotiation {}

    static Negotiation of(ConnectionConfig config, OptionalInt requested) {
        if (requested.isEmpty()) {
            return withoutRequest(config);
        }
        int protocols = requested.getAsInt();
        boolean hybrid = asks(protocols, SecurityProtocol.HYBRID);
        boolean hybridEx = asks(protocols, SecurityProtocol.HYBRID_EX);
        boolean tls = asks(protocols, SecurityProtocol.TLS);
        if (config.userAuthenticationRequired()) {
            if (!hybrid && !hybridEx) {
                return refused(NegotiationFailure.HYBRID_REQUIRED_BY_SERVER);
            }
            return config.tlsAvailable()
                    ? credSsp(hybridEx)
                    : refused(NegotiationFailure.SSL_CERT_NOT_ON_SERVER);
        }
        if (protocols == SecurityProtocol.RDP.value()) {
            return config.securityLayer() == SecurityLayer.TLS
                    ? refused(NegotiationFailure.SSL_REQUIRED_BY_SERVER)
                    : new Agreed(SecurityProtocol.RDP, true);
        }
        if (config.securityLayer() == SecurityLayer.RDP) {
            return refused(NegotiationFailure.SSL_NOT_ALLOWED_BY_SERVER);
        }
        if (!config.tlsAvailable()) {
            return refused(NegotiationFailure.SSL_CERT_NOT_ON_SERVER);
        }
        if (config.credSspOffered() && (hybrid || hybridEx)) {
            return credSsp(hybridEx);
        }
        return tls
                ? new Agreed(SecurityProtocol.TLS, true)
                : refused(NegotiationFailure.SSL_NOT_ALLOWED_BY_SERVER);
    }

    private static Negotiation withoutRequest(ConnectionConfig config) {
        if (config.userAuthenticationRequired()) {
            return new Refused(NegotiationFailure.HYBRID_REQUIRED_BY_SERVER, false);
        }
        return config.securityLayer() == SecurityLayer.TLS
                ? new Refused(NegotiationFailure.SSL_REQUIRED_BY_SERVER, false)
                : new Agreed(SecurityProtocol.RDP, false);
    }

    private static boolean asks(int protocols, SecurityProtocol protocol) {
        return (protocols & protocol.value()) != 0;
    }

    private static Negotiation credSsp(boolean extended) {
        return new Agreed(extended ? SecurityProtocol.HYBRID_EX : SecurityProtocol.HYBRID, true);
    }

    private static Negotiation refused(NegotiationFailure failure) {
        return new Refused(failure, true);
    }
}
