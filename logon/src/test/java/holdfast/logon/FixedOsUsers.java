package holdfast.logon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A machine with just these users; the first one runs the server. */
public record FixedOsUsers(List<OsUser> users) implements OsUsers {
    public static final OsUser ROOT = new OsUser("root", 0, 0, "/root", "/bin/sh");
    public static final OsUser ALICE = new OsUser("alice", 1001, 1001, "/home/alice", "/bin/sh");
    public static final OsUser BOB = new OsUser("bob", 1002, 1002, "/home/bob", "/bin/sh");

    public static FixedOsUsers serverRunsAs(OsUser self, OsUser... others) {
        var all = new ArrayList<>(List.of(self));
        all.addAll(List.of(others));
        return new FixedOsUsers(List.copyOf(all));
    }

    @Override
    public Optional<OsUser> byName(String name) {
        return users.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    @Override
    public OsUser self() {
        return users.getFirst();
    }
}
