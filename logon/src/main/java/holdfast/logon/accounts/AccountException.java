package holdfast.logon.accounts;

/** An account could not be read or changed. The message names the thing, the reason, the remedy. */
public final class AccountException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What was wrong, as data. */
    public sealed interface Reason {
        record AlreadyThere(String name) implements Reason {}

        record NoSuchAccount(String name) implements Reason {}

        record BadName(String name, String why) implements Reason {}

        record BadPassword(String why) implements Reason {}

        record NoSuchOsUser(String account, String osUser) implements Reason {}

        /** The account's sessions would run as root, and nobody said so. */
        record RootNotNamed(String account) implements Reason {}

        /** Only root can run sessions as somebody else. */
        record NotOurOsUser(String account, String osUser, String self) implements Reason {}

        record Unreadable(String file, String why) implements Reason {}

        record NotWritable(String file, String why) implements Reason {}
    }

    private final transient Reason reason;

    public AccountException(Reason reason) {
        super(describe(reason));
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    private static String describe(Reason reason) {
        return switch (reason) {
            case Reason.AlreadyThere r ->
                    "there is an account "
                            + r.name()
                            + " already; holdfast user passwd changes its password";
            case Reason.NoSuchAccount r ->
                    "there is no account "
                            + r.name()
                            + "; holdfast user list shows those there are";
            case Reason.BadName r -> "the name " + r.name() + " " + r.why() + "; choose another";
            case Reason.BadPassword r -> "the password " + r.why() + "; choose another";
            case Reason.NoSuchOsUser r ->
                    "account "
                            + r.account()
                            + " runs its sessions as "
                            + r.osUser()
                            + ", which this machine does not know; add that user or name another with --os-user";
            case Reason.RootNotNamed r ->
                    "sessions of account "
                            + r.account()
                            + " would run as root; say --os-user root if that is meant, or name another user";
            case Reason.NotOurOsUser r ->
                    "account "
                            + r.account()
                            + " runs its sessions as "
                            + r.osUser()
                            + ", but the server runs as "
                            + r.self()
                            + " and only root can become somebody else; run the server as root, or remove --os-user";
            case Reason.Unreadable r -> r.file() + " cannot be read: " + r.why();
            case Reason.NotWritable r -> r.file() + " cannot be written: " + r.why();
        };
    }
}
