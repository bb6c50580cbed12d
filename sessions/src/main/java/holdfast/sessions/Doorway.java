package holdfast.sessions;

import holdfast.sessions.directory.SessionState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is in the list of sessions and is none: listeners, and clients at the logon screen. Not safe
 * for many threads; the host guards it.
 */
final class Doorway {
    private static final int FIRST_LISTENER = 65_536;
    private static final int FIRST_GUEST = 131_072;

    /** A flood shall not fill the list. */
    private static final int MAX_GUESTS = 1_000;

    private record Guest(int id, Newcomer newcomer, long since) {}

    private final Map<String, SessionView> listeners = new LinkedHashMap<>();
    private final Map<ConnectionPort, Guest> guests = new LinkedHashMap<>();
    private int lastListener = FIRST_LISTENER - 1;
    private int lastGuest = FIRST_GUEST - 1;

    void open(String connection, String address) {
        SessionView before = listeners.get(connection);
        int id = before == null ? ++lastListener : before.id();
        listeners.put(
                connection,
                new SessionView(
                        id,
                        connection,
                        "",
                        SessionState.LISTEN.shortName(),
                        connection,
                        "",
                        address,
                        "",
                        0,
                        null,
                        null,
                        0));
    }

    void close(String connection) {
        listeners.remove(connection);
    }

    void arrived(Newcomer newcomer, long now) {
        if (guests.size() < MAX_GUESTS) {
            guests.putIfAbsent(newcomer.port(), new Guest(++lastGuest, newcomer, now));
        }
    }

    void left(ConnectionPort port) {
        guests.remove(port);
    }

    java.util.Optional<ConnectionPort> guest(int id) {
        return guests.values().stream()
                .filter(guest -> guest.id() == id)
                .map(guest -> guest.newcomer().port())
                .findFirst();
    }

    List<ConnectionPort> guests() {
        return List.copyOf(guests.keySet());
    }

    List<SessionView> views(long now) {
        List<SessionView> views = new ArrayList<>();
        for (Guest guest : guests.values()) {
            views.add(
                    new SessionView(
                            guest.id(),
                            guest.newcomer().port().name(),
                            "",
                            SessionState.CONNECTED.shortName(),
                            guest.newcomer().connection(),
                            guest.newcomer().clientName(),
                            guest.newcomer().address(),
                            "logon",
                            0,
                            null,
                            null,
                            Math.max(0, now - guest.since()) / 1_000_000_000L));
        }
        views.addAll(listeners.values());
        return views;
    }
}
