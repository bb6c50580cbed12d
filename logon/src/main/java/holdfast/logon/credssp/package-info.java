/**
 * Network level authentication without I/O: CredSSP ([MS-CSSP]) carrying SPNEGO (RFC 4178,
 * [MS-SPNG]) with NTLM or Kerberos, up to the credentials that the client delegates.
 */
@NullMarked
package holdfast.logon.credssp;

import org.jspecify.annotations.NullMarked;
