package holdfast.settings;

import java.util.Optional;

/** For whom a setting is resolved: a user, a connection, both, or the server as such. */
public record Target(Optional<String> user, Optional<String> connection) {
    /** The server as such: no user's and no connection's values take part. */
    public static final Target SERVER = new Target(Optional.empty(), Optional.empty());

    public static Target user(String user) {
        return new Target(Optional.of(user), Optional.empty());
    }

    public static Target connection(String connection) {
        return new Target(Optional.empty(), Optional.of(connection));
    }

    public static Target of(String user, String connection) {
        return new Target(Optional.of(user), Optional.of(connection));
    }
}
