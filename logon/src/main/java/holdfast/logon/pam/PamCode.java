package holdfast.logon.pam;

/** Return codes of Linux-PAM, {@code security/_pam_types.h}. */
final class PamCode {
    static final int SUCCESS = 0;
    static final int PERM_DENIED = 6;
    static final int AUTH_ERR = 7;
    static final int CRED_INSUFFICIENT = 8;
    static final int USER_UNKNOWN = 10;
    static final int MAXTRIES = 11;
    static final int NEW_AUTHTOK_REQD = 12;
    static final int ACCT_EXPIRED = 13;
    static final int CONV_ERR = 19;
    static final int AUTHTOK_ERR = 20;
    static final int AUTHTOK_RECOVERY_ERR = 21;
    static final int AUTHTOK_LOCK_BUSY = 22;
    static final int AUTHTOK_DISABLE_AGING = 23;
    static final int TRY_AGAIN = 24;
    static final int BUF_ERR = 5;
    static final int AUTHTOK_EXPIRED = 27;

    private PamCode() {}
}
