package holdfast.logon;

/**
 * The one name a person has here, whatever spelling, domain or method they logged on with. Sessions
 * belong to canonical users: two logons meet in one session exactly when these are equal. Only the
 * back end that authenticated the person makes one.
 *
 * @param name never blank, at most 256 characters, Unicode NFC
 */
public record CanonicalUser(String name) {
    public CanonicalUser {
        if (name.isBlank() || name.length() > UserName.MAX_LENGTH) {
            throw new IllegalArgumentException("a canonical name has 1 to 256 characters");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
