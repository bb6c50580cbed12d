package holdfast.logon.pam;

/** PAM did not do what was asked, for a reason that is no user's. */
public final class PamException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    PamException(String action, int code) {
        super(action + " failed: PAM code " + code);
        this.code = code;
    }

    /** PAM's return code. */
    public int code() {
        return code;
    }
}
