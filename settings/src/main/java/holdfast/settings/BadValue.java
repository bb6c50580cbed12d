package holdfast.settings;

/** A value that a setting cannot take. Whoever knows the place makes a refusal of it. */
final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;
    private final String found;
    private final String allowed;

    BadValue(String found, String allowed) {
        super("found " + found + ", allowed: " + allowed, null, false, false);
        this.found = found;
        this.allowed = allowed;
    }

    String found() {
        return found;
    }

    String allowed() {
        return allowed;
    }
}
