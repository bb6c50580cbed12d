package holdfast.protocol.security;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;

/**
 * Decrypts one direction of a connection and verifies its MACs. Every call counts. Not safe for
 * more than one thread.
 */
public sealed interface Opener permits Rc4Opener, FipsOpener {
    /**
     * Reads the rest of {@code in}, which follows the flags of the security header.
     *
     * @param salted as SEC_SECURE_CHECKSUM said
     * @return the plain bytes
     */
    byte[] open(WireReader in, boolean salted) throws ProtocolException;
}
