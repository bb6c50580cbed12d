package holdfast.logon;

import java.util.Optional;

/** The operating system's accounts (passwd, LDAP, SSSD: whatever the name service knows). */
public interface OsUsers {
    /** The account of exactly this name. */
    Optional<OsUser> byName(String name);

    /** The account that this process runs as. */
    OsUser self();

    /** The accounts of this machine, asked of the C library at each call. */
    static OsUsers ofThisMachine() {
        return NativeOsUsers.instance();
    }
}
