package holdfast.logon;

/**
 * Somebody whom network level authentication has proven, and the credentials they delegated.
 *
 * @param name the name the proof is for, with the domain or realm it was made with
 * @param method {@link LogonMethod#NTLM} or {@link LogonMethod#KERBEROS}
 * @param delegated what the client sent in TSPasswordCreds; its password may be empty
 */
public record NetworkIdentity(UserName name, LogonMethod method, Credentials delegated) {}
