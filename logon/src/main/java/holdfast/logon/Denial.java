package holdfast.logon;

/**
 * Why somebody was not let in, in the words that may be told to them. Unknown user and wrong
 * password are one value on purpose; everything about an account is said only to who knew its
 * password. The codes are NTSTATUS values ([MS-ERREF] 2.3.1), which CredSSP clients show ([MS-CSSP]
 * 2.2.1, errorCode) and event 4625 records.
 */
public enum Denial {
    WRONG_NAME_OR_PASSWORD(0xC000006D),
    ACCOUNT_DISABLED(0xC0000072),
    ACCOUNT_LOCKED(0xC0000234),
    ACCOUNT_EXPIRED(0xC0000193),
    /** The account's rules forbid this kind of logon. */
    NOT_GRANTED_HERE(0xC000015B),
    /** Nothing is wrong with the account, but its sessions cannot run: no such OS user, for one. */
    ACCOUNT_RESTRICTION(0xC000006E),
    PASSWORD_EXPIRED(0xC0000071),
    PASSWORD_MUST_CHANGE(0xC0000224),
    /** The new password was refused. */
    PASSWORD_RESTRICTION(0xC000006C),
    /** Too many wrong attempts; told like a wrong password where the protocol has no more words. */
    THROTTLED(0xC000006D),
    /** The kind of credentials (a smart card, for one) is not accepted. */
    UNSUPPORTED_CREDENTIALS(0xC00000BB),
    /** Too many people are logging on at this moment; nobody looked at the password. */
    BUSY(0xC000009A),
    /** The back end could not decide: PAM is missing, a file is unreadable. */
    UNAVAILABLE(0xC000005E);

    private final int ntStatus;

    Denial(int ntStatus) {
        this.ntStatus = ntStatus;
    }

    public int ntStatus() {
        return ntStatus;
    }
}
