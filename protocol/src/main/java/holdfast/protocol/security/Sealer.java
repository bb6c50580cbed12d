package holdfast.protocol.security;

import holdfast.protocol.wire.WireWriter;

/**
 * Encrypts one direction of a connection. Every call counts: PDUs must leave in the order in which
 * they were sealed. Not safe for more than one thread.
 */
public sealed interface Sealer permits Rc4Sealer, FipsSealer {
    /** How many bytes {@link #seal} writes for {@code length} bytes. */
    int sealedLength(int length);

    /**
     * Writes what follows the flags of the security header: [MS-RDPBCGR] 2.2.8.1.1.2.2 and
     * 2.2.8.1.1.2.3.
     *
     * @param salted whether the MAC covers the count of PDUs (5.3.6.1.1); under FIPS it always does
     */
    void seal(byte[] plain, int offset, int length, boolean salted, WireWriter out);
}
