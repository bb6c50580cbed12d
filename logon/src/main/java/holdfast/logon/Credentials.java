package holdfast.logon;

import java.util.Arrays;

/**
 * A name and a password on their way to the door. Whoever calls {@link LogonDoor#logon} hands them
 * over: the door wipes them when the logon is decided. The password is never part of a text.
 */
public final class Credentials implements AutoCloseable {
    /** Longer passwords are refused unseen: [MS-RDPBCGR] 2.2.1.11.1.1 ends at 512 bytes. */
    public static final int MAX_PASSWORD = 512;

    private final String user;
    private final String domain;
    private final char[] password;

    /**
     * @param user as typed: {@code alice}, {@code DOMAIN\alice} or {@code alice@example.org}
     * @param domain the domain field, empty when there is none
     * @param password taken over, not copied, and overwritten by {@link #close}
     */
    public Credentials(String user, String domain, char[] password) {
        this.user = user;
        this.domain = domain;
        this.password = password;
    }

    public String user() {
        return user;
    }

    public String domain() {
        return domain;
    }

    /** The array itself, so that no copy outlives {@link #close}. */
    public char[] password() {
        return password;
    }

    /** Another set of the same credentials with a life of its own. */
    public Credentials copy() {
        return new Credentials(user, domain, password.clone());
    }

    @Override
    public void close() {
        Arrays.fill(password, '\0');
    }

    @Override
    public String toString() {
        return "Credentials of one user";
    }
}
