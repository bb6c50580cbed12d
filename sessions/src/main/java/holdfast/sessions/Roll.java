package holdfast.sessions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions there are, by number, user and port. The host guards it with its lock; {@link #at}
 * alone may be asked by anyone.
 */
final class Roll {
    private final Map<Integer, Session> byId = new TreeMap<>();
    private final Map<String, List<Session>> byUser = new HashMap<>();
    private final Map<ConnectionPort, Session> byPort = new ConcurrentHashMap<>();
    private final Map<ConnectionPort, String> listenerOf = new HashMap<>();
    private final Map<Session, String> lastAddress = new HashMap<>();
    private final Map<String, Integer> byAddress = new HashMap<>();

    void add(Session session) {
        byId.put(session.id(), session);
        byUser.computeIfAbsent(session.user(), _ -> new ArrayList<>()).add(session);
    }

    void remove(Session session) {
        byId.remove(session.id());
        List<Session> same = byUser.get(session.user());
        if (same != null && same.remove(session) && same.isEmpty()) {
            byUser.remove(session.user());
        }
        lastAt(session, "");
    }

    void hold(Newcomer newcomer, Session session) {
        byPort.put(newcomer.port(), session);
        listenerOf.put(newcomer.port(), newcomer.connection());
        lastAt(session, newcomer.address());
    }

    /** Where the client of a session is or was last; empty when that counts no more. */
    void lastAt(Session session, String address) {
        String before =
                address.isEmpty() ? lastAddress.remove(session) : lastAddress.put(session, address);
        if (before != null) {
            byAddress.computeIfPresent(before, (_, count) -> count > 1 ? count - 1 : null);
        }
        if (!address.isEmpty()) {
            byAddress.merge(address, 1, Integer::sum);
        }
    }

    /** How many sessions had their last client at this address. */
    int lastAt(String address) {
        return byAddress.getOrDefault(address, 0);
    }

    int size() {
        return byId.size();
    }

    void release(ConnectionPort port, Session session) {
        if (byPort.remove(port, session)) {
            listenerOf.remove(port);
        }
    }

    @Nullable Session at(ConnectionPort port) {
        return byPort.get(port);
    }

    Optional<Session> byId(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    Collection<Session> all() {
        return List.copyOf(byId.values());
    }

    List<Session> of(String user) {
        return byUser.getOrDefault(user, List.of());
    }

    /** Sessions of this user that nobody has and nobody has claimed. */
    List<Session> waiting(String user) {
        return of(user).stream()
                .filter(Session::mayBeWaiting)
                .filter(session -> !byPort.containsValue(session))
                .toList();
    }

    /** The one to return to, where there should be one only: the one in use, else the newest. */
    Optional<Session> theOneOf(String user) {
        return of(user).stream()
                .max(
                        Comparator.<Session, Boolean>comparing(byPort::containsValue)
                                .thenComparing(Session::id));
    }

    /** How many connections of this listener have a session or wait for theirs. */
    int connections(String connection) {
        return (int) listenerOf.values().stream().filter(connection::equals).count();
    }
}
