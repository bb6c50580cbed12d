/**
 * The server side of NTLM version 2 ([MS-NLMP]) without I/O: messages, keys, signing and sealing.
 * Older versions and anonymous logons are not there at all.
 */
@NullMarked
package holdfast.logon.ntlm;

import org.jspecify.annotations.NullMarked;
