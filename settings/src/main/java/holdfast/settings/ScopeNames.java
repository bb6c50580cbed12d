package holdfast.settings;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What users and connections may be called, so that every format can hold their names. */
final class ScopeNames {
    static final String CONSOLE = "Console";

    private static final int LONGEST = 120;

    private ScopeNames() {}

    /** What is allowed, if the scope's name is not. */
    static Optional<String> refusal(Scope scope) {
        String name =
                switch (scope) {
                    case Scope.User(var user) -> user;
                    case Scope.UserPolicy(var user) -> user.equals("*") ? "all" : user;
                    case Scope.Connection(var connection) -> connection;
                    case Scope.Machine _, Scope.Policy _ -> "none";
                };
        boolean fits =
                !name.isEmpty()
                        && name.length() <= LONGEST
                        && name.strip().equals(name)
                        && StandardCharsets.UTF_8.newEncoder().canEncode(name)
                        && name.chars().noneMatch(ScopeNames::isForbidden);
        // A listener of that name in Windows' registry is the console and no connection.
        boolean parted =
                scope instanceof Scope.Connection
                        && (name.indexOf('\\') >= 0 || name.equalsIgnoreCase(CONSOLE));
        return fits && !parted
                ? Optional.empty()
                : Optional.of(
                        "a name of 1 to "
                                + LONGEST
                                + " characters without control characters, brackets or quotation"
                                + " marks, for connections no backslash and not \"Console\"");
    }

    /** These part or quote things in our formats. */
    private static boolean isForbidden(int c) {
        return Character.isISOControl(c) || "[]\"'".indexOf(c) >= 0;
    }

    /** The name as one part of a registry key: a user may be called {@code DOMAIN\name}. */
    static String toKeyPart(String name) {
        return name.replace("%", "%25").replace("\\", "%5C");
    }

    /** What {@link #toKeyPart} was given. */
    static String fromKeyPart(String part) {
        return part.replace("%5C", "\\").replace("%5c", "\\").replace("%25", "%");
    }

    static String words(Set<Scope.Kind> kinds) {
        return kinds.stream().map(Scope.Kind::word).collect(Collectors.joining(", "));
    }
}
