package holdfast.server.client;

import holdfast.protocol.connect.CloseReason;
import holdfast.protocol.connect.CloseReason.EncryptionRefused;
import holdfast.protocol.connect.CloseReason.SecurityRefused;
import holdfast.protocol.connect.NegotiationFailure;
import holdfast.protocol.security.EncryptionMethod;
import holdfast.sessions.SessionHost;
import holdfast.sessions.record.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Puts on record why clients are turned away before anybody has logged on, so that an administrator
 * finds the reason that the client could not show. Bounded, because strangers cause these events.
 * Safe for all threads.
 */
public final class RefusedClients {
    private static final int MOST = 60;
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final SessionHost sessions;
    private final InstantSource clock;
    private Instant began = Instant.EPOCH;
    private int recorded;

    public RefusedClients(SessionHost sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * A client's connection ended.
     *
     * @param listener the connection's name in settings
     */
    void closed(String listener, String client, String address, CloseReason reason) {
        String why =
                switch (reason) {
                    case SecurityRefused(var failure, boolean told) ->
                            failure
                                    + " (failure code "
                                    + failure.code()
                                    + (told ? "): " : ", which this client cannot be told): ")
                                    + words(failure, told);
                    case EncryptionRefused(int offered) ->
                            "ENCPKGMISMATCH: the encryption level (MinEncryptionLevel) asks for more"
                                    + " than the client offers, which is "
                                    + methods(offered)
                                    + "; it is cut off without a word";
                    default -> "";
                };
        if (!why.isEmpty() && mayRecord()) {
            sessions.note(EventKind.SECURITY_REFUSED, "", listener, client, address, why);
        }
    }

    private synchronized boolean mayRecord() {
        Instant now = clock.instant();
        if (now.isAfter(began.plus(WITHIN))) {
            began = now;
            recorded = 0;
        }
        recorded++;
        return recorded <= MOST;
    }

    private static String words(NegotiationFailure failure, boolean told) {
        String client =
                told
                        ? "the client offered"
                        : "the client sent no negotiation request, so that it can do";
        return switch (failure) {
            case SSL_REQUIRED_BY_SERVER ->
                    "SecurityLayer is ssl, and " + client + " standard RDP security only";
            case SSL_NOT_ALLOWED_BY_SERVER ->
                    "the client insists on a security layer that SecurityLayer does not let it have";
            case SSL_CERT_NOT_ON_SERVER -> "there is no usable certificate for TLS";
            case HYBRID_REQUIRED_BY_SERVER ->
                    "UserAuthentication requires network level authentication, and "
                            + client
                            + (told ? " none" : " standard RDP security only");
            case INCONSISTENT_FLAGS, SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER ->
                    "the client's request does not go with the settings";
        };
    }

    private static String methods(int offered) {
        String all =
                Arrays.stream(EncryptionMethod.values())
                        .filter(method -> (offered & method.flag()) != 0)
                        .map(RefusedClients::word)
                        .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    private static String word(EncryptionMethod method) {
        return switch (method) {
            case RC4_40 -> "40 bit";
            case RC4_56 -> "56 bit";
            case RC4_128 -> "128 bit";
            case FIPS -> "FIPS";
        };
    }
}
