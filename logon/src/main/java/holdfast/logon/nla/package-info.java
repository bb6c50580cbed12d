/**
 * Network level authentication without I/O: CredSSP ([MS-CSSP]) carrying SPNEGO (RFC 4178,
 * [MS-SPNG]), NTLM ([MS-NLMP]) or Kerberos, up to the credentials that the client delegates.
 */
@NullMarked
package holdfast.logon.nla;

import org.jspecify.annotations.NullMarked;
