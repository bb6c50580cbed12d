/**
 * Standard RDP security: [MS-RDPBCGR] 5.3. Choosing the method, the server's certificate, keys from
 * the two randoms, RC4 or Triple DES with MACs on every PDU, and the key update.
 */
@NullMarked
package holdfast.protocol.security;

import org.jspecify.annotations.NullMarked;
