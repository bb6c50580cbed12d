package holdfast.logon;

/**
 * An operating-system account that sessions run as, as the name service describes it.
 *
 * @param home the home folder
 * @param shell the login shell; empty when the account names none
 */
public record OsUser(String name, long uid, long gid, String home, String shell) {
    public boolean isRoot() {
        return uid == 0;
    }
}
