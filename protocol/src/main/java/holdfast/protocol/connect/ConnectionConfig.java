package holdfast.protocol.connect;

import holdfast.protocol.security.EncryptionLevel;
import holdfast.protocol.security.ServerKeys;
import java.time.Duration;

/**
 * What a listener demands and offers. Immutable; connections of one listener share it.
 *
 * @param userAuthenticationRequired the UserAuthentication setting: only CredSSP is accepted,
 *     whatever {@code securityLayer} says
 * @param credSspOffered whether CredSSP is chosen when the client knows it and it is not required
 * @param tlsAvailable whether there is a usable certificate for TLS
 * @param encryptionLevel of standard RDP security
 * @param connectTimeAutoDetect whether to ask for the round-trip time before licensing's end, where
 *     the client has a message channel
 * @param sequenceDeadline for everything from the first byte to active, a logon excepted
 * @param stepDeadline for each single answer that is awaited meanwhile
 * @param largestDesktop side in pixels; a client that wants more gets this much
 * @param deepestColour 8, 15, 16, 24 or 32 bits per pixel; likewise
 */
public record ConnectionConfig(
        SecurityLayer securityLayer,
        boolean userAuthenticationRequired,
        boolean credSspOffered,
        boolean tlsAvailable,
        EncryptionLevel encryptionLevel,
        ServerKeys keys,
        boolean connectTimeAutoDetect,
        Duration sequenceDeadline,
        Duration stepDeadline,
        int largestDesktop,
        int deepestColour) {}
