package holdfast.server.client;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What protects each active client, by the connection's own name. Safe for all threads. */
public final class Protections {
    private final Map<String, Protection> byName = new ConcurrentHashMap<>();

    /** What protects the connection called {@code name}, such as {@code rdp-tcp#5}. */
    public Optional<Protection> of(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    void active(String name, Protection protection) {
        byName.put(name, protection);
    }

    void closed(String name) {
        byName.remove(name);
    }
}
