package holdfast.settings;

import java.util.Locale;

/**
 * A place that values can be set in: one table of the configuration. Names of users and connections
 * are compared without regard to case, as Windows does; the spelling first used is kept for
 * display.
 */
public sealed interface Scope {
    /** What kinds of places there are; a setting declares which of them may hold it. */
    enum Kind {
        MACHINE("machine"),
        USER("user"),
        CONNECTION("connection"),
        POLICY("policy"),
        USER_POLICY("user-policy");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word of the command line, as in {@code --scope user:alice}. */
        public String word() {
            return word;
        }
    }

    /** The whole server, where nothing stronger speaks. */
    record Machine() implements Scope {
        @Override
        public Kind kind() {
            return Kind.MACHINE;
        }

        @Override
        public String toString() {
            return "machine";
        }
    }

    /** A user's account properties. */
    record User(String name) implements Scope {
        @Override
        public Kind kind() {
            return Kind.USER;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof User that && name.equalsIgnoreCase(that.name);
        }

        @Override
        public int hashCode() {
            return folded(name).hashCode();
        }

        @Override
        public String toString() {
            return "user:" + name;
        }
    }

    /** A listener, such as {@code rdp-tcp}, which has this one spelling. */
    record Connection(String name) implements Scope {
        public Connection {
            // Windows writes RDP-Tcp; whichever spelling comes first would name its sessions.
            if (name.equalsIgnoreCase(Configuration.DEFAULT_CONNECTION)) {
                name = Configuration.DEFAULT_CONNECTION;
            }
        }

        @Override
        public Kind kind() {
            return Kind.CONNECTION;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Connection that && name.equalsIgnoreCase(that.name);
        }

        @Override
        public int hashCode() {
            return folded(name).hashCode();
        }

        @Override
        public String toString() {
            return "connection:" + name;
        }
    }

    /** Computer policy. */
    record Policy() implements Scope {
        @Override
        public Kind kind() {
            return Kind.POLICY;
        }

        @Override
        public String toString() {
            return "policy";
        }
    }

    /** User policy, for one user or with the name {@code *} for all of them. */
    record UserPolicy(String name) implements Scope {
        @Override
        public Kind kind() {
            return Kind.USER_POLICY;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof UserPolicy that && name.equalsIgnoreCase(that.name);
        }

        @Override
        public int hashCode() {
            return folded(name).hashCode();
        }

        @Override
        public String toString() {
            return "user-policy:" + name;
        }
    }

    Scope MACHINE = new Machine();
    Scope POLICY = new Policy();

    /** User policy for everybody: what an imported HKEY_CURRENT_USER tree means here. */
    Scope EVERY_USERS_POLICY = new UserPolicy("*");

    Kind kind();

    /**
     * Reads a scope as it is written: {@code machine}, {@code user:NAME}, {@code connection:NAME},
     * {@code policy}, {@code user-policy:NAME}.
     */
    static Scope parse(String text) throws SettingsException {
        int colon = text.indexOf(':');
        String word = (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
        String name = colon < 0 ? "" : text.substring(colon + 1).strip();
        switch (word) {
            case "machine", "policy" -> {
                if (colon < 0) {
                    return word.equals("machine") ? MACHINE : POLICY;
                }
            }
            case "user", "connection", "user-policy" -> {
                if (!name.isEmpty()) {
                    return of(word, name);
                }
            }
            default -> {}
        }
        throw new SettingsException(
                "scope \"" + text + "\"",
                "it is none of the scopes there are",
                "Use machine, user:NAME, connection:NAME, policy or user-policy:NAME");
    }

    private static Scope of(String word, String name) {
        return switch (word) {
            case "user" -> new User(name);
            case "connection" -> new Connection(name);
            default -> new UserPolicy(name);
        };
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
