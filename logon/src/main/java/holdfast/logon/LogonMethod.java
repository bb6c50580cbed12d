package holdfast.logon;

/** How somebody proved who they are. */
public enum LogonMethod {
    PASSWORD,
    NTLM,
    KERBEROS
}
