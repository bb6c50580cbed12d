package holdfast.settings;

import java.util.List;
import java.util.Optional;

/**
 * A listener: where it listens and for whom. How it protects its connections is in {@link
 * Configuration#security}.
 *
 * @param listen where to listen; unused where there is an {@code adapter}
 * @param adapter the network interface whose addresses to listen on, now and when they change
 * @param port for the adapter, and for addresses without a port of their own
 * @param maximum of connected sessions; {@link Long#MAX_VALUE} where there is no limit
 */
public record ConnectionDefinition(
        String name,
        boolean enabled,
        List<ListenAddress> listen,
        Optional<String> adapter,
        int port,
        long maximum,
        List<Permission> permissions,
        String comment) {

    static ConnectionDefinition of(Configuration from, String name) {
        Target target = Target.connection(name);
        String adapter = from.value(ConnectionCatalogue.ADAPTER, target);
        return new ConnectionDefinition(
                name,
                from.value(ConnectionCatalogue.CONNECTION_ENABLED, target),
                from.value(ConnectionCatalogue.LISTEN, target).stream()
                        .map(text -> ListenAddress.tryParse(text).orElseThrow())
                        .toList(),
                adapter.isEmpty() ? Optional.empty() : Optional.of(adapter),
                Math.toIntExact(from.value(ConnectionCatalogue.PORT, target)),
                SessionSettings.unlimitedFrom(
                        from.value(ConnectionCatalogue.MAX_INSTANCE_COUNT, target)),
                from.value(ConnectionCatalogue.PERMISSIONS, target).stream()
                        .map(text -> Permission.tryParse(text).orElseThrow())
                        .toList(),
                from.value(ConnectionCatalogue.CONNECTION_COMMENT, target));
    }

    /**
     * What somebody may do here. {@link Permission.Right#NONE} beats all others, else the greatest
     * counts; where no permission speaks of anybody, everybody is a user.
     *
     * @param groups the names of the groups that the user belongs to
     */
    public Permission.Right rightOf(String user, List<String> groups) {
        if (permissions.isEmpty()) {
            return Permission.Right.USER;
        }
        Permission.Right greatest = Permission.Right.NONE;
        for (Permission permission : permissions) {
            if (concerns(permission.who(), user, groups)) {
                if (permission.right() == Permission.Right.NONE) {
                    return Permission.Right.NONE;
                }
                if (permission.right().compareTo(greatest) > 0) {
                    greatest = permission.right();
                }
            }
        }
        return greatest;
    }

    private static boolean concerns(String who, String user, List<String> groups) {
        return who.equals("*")
                || who.equalsIgnoreCase(user)
                || (who.startsWith("@")
                        && groups.stream().anyMatch(who.substring(1)::equalsIgnoreCase));
    }
}
