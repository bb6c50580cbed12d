package holdfast.server;

import holdfast.server.net.Listener;
import holdfast.sessions.SessionHost;
import holdfast.sessions.record.EventKind;
import holdfast.settings.Configuration;
import holdfast.settings.ConnectionDefinition;
import holdfast.settings.ListenAddress;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bound addresses of all connections, kept as the settings and the network adapters say: {@link
 * #update} binds what is missing and lets go of what is no longer wanted. Connections that are up
 * stay as they are. Safe for all threads.
 */
final class Listeners implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    /** Until liveness sets what the settings say, when a connection is active. */
    private static final Listener.KernelKeepAlive AT_FIRST =
            new Listener.KernelKeepAlive(
                    Duration.ofSeconds(9), Duration.ofSeconds(3), 3, Duration.ofSeconds(18));

    /** One address of one connection. */
    private record Place(String connection, InetSocketAddress address) {}

    private final EventLoopGroup loops;
    private final SessionHost sessions;
    private final List<InetSocketAddress> instead;
    private final BiConsumer<Channel, String> connected;
    private final Map<Place, Listener> bound = new HashMap<>();
    private final Set<Place> failing = new HashSet<>();
    private final Set<String> missingAdapters = new HashSet<>();
    private boolean closed;

    /**
     * @param instead addresses that the first connection listens on whatever the settings say
     * @param connected told of each new channel with its connection's name
     */
    Listeners(
            EventLoopGroup loops,
            SessionHost sessions,
            List<InetSocketAddress> instead,
            BiConsumer<Channel, String> connected) {
        this.loops = loops;
        this.sessions = sessions;
        this.instead = List.copyOf(instead);
        this.connected = connected;
    }

    /** As {@link #update}, but what cannot be bound keeps the server from starting. */
    synchronized void start(Configuration settings) throws ServerStartException {
        List<Place> wanted = wanted(settings);
        for (Place place : wanted) {
            bind(place);
        }
        if (bound.isEmpty() && missingAdapters.isEmpty()) {
            throw new ServerStartException(
                    "no connection is enabled, so nobody could log on: enable one with holdfast"
                            + " connection set NAME, or give --listen ADDR:PORT");
        }
    }

    /** Binds and lets go so that what is bound is what is wanted now; once closed, nothing. */
    synchronized void update(Configuration settings) {
        if (closed) {
            return; // Whoever looks after the server may still be at it.
        }
        List<Place> wanted = wanted(settings);
        for (var entry : List.copyOf(bound.entrySet())) {
            Place gone = entry.getKey();
            if (wanted.contains(gone)) {
                continue;
            }
            entry.getValue().close();
            bound.remove(gone);
            note(EventKind.LISTENER_STOPPED, gone);
            if (bound.keySet().stream().noneMatch(p -> p.connection().equals(gone.connection()))) {
                sessions.listenerStopped(gone.connection());
            }
        }
        failing.retainAll(wanted);
        for (Place place : wanted) {
            if (!bound.containsKey(place)) {
                try {
                    bind(place);
                    failing.remove(place);
                } catch (ServerStartException e) {
                    if (failing.add(place)) {
                        note(EventKind.LISTENER_FAILED, place);
                        log.atWarn().log("{}", e.getMessage());
                    }
                }
            }
        }
    }

    /** Every bound address with its connection. */
    synchronized List<Map.Entry<String, InetSocketAddress>> addresses() {
        return bound.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey().connection(), entry.getValue().address()))
                .sorted(
                        Map.Entry.<String, InetSocketAddress>comparingByKey()
                                .thenComparing(entry -> entry.getValue().toString()))
                .toList();
    }

    /** What is wanted and cannot be bound, in sentences. */
    synchronized List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (Place place : failing) {
            failures.add(
                    "connection "
                            + place.connection()
                            + " cannot listen at "
                            + place.address().getHostString()
                            + " port "
                            + place.address().getPort()
                            + ": something else has it (ss -ltnp shows what), or the address is"
                            + " none of this machine");
        }
        missingAdapters.forEach(connection ->
                failures.add(
                        "connection " + connection + " waits for its network adapter to come up"));
        return failures;
    }

    @Override
    public synchronized void close() {
        closed = true;
        bound.values().forEach(Listener::close);
        bound.clear();
    }

    private void bind(Place place) throws ServerStartException {
        Listener listener =
                Listener.bind(
                        loops,
                        place.address(),
                        AT_FIRST,
                        channel -> connected.accept(channel, place.connection()));
        bound.put(place, listener);
        InetSocketAddress at = listener.address();
        sessions.listenerStarted(
                place.connection(), at.getAddress().getHostAddress() + ":" + at.getPort());
    }

    private void note(EventKind kind, Place place) {
        sessions.note(
                kind,
                "",
                place.connection(),
                "",
                place.address().getHostString() + ":" + place.address().getPort(),
                place.connection());
    }

    private List<Place> wanted(Configuration settings) {
        List<Place> places = new ArrayList<>();
        boolean first = true;
        for (ConnectionDefinition connection : settings.connections()) {
            if (first && !instead.isEmpty()) {
                instead.forEach(address -> places.add(new Place(connection.name(), address)));
            } else if (connection.enabled()) {
                addresses(connection).forEach(a -> places.add(new Place(connection.name(), a)));
            }
            first = false;
        }
        return places;
    }

    private List<InetSocketAddress> addresses(ConnectionDefinition connection) {
        if (connection.adapter().isPresent()) {
            return ofAdapter(connection, connection.adapter().get());
        }
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (ListenAddress listen : connection.listen()) {
            try {
                addresses.add(
                        new InetSocketAddress(
                                InetAddress.getByName(listen.host()),
                                listen.port().orElse(connection.port())));
            } catch (UnknownHostException e) {
                log.atWarn()
                        .addKeyValue("connection", connection.name())
                        .log("{} is no address of this machine", listen);
            }
        }
        return addresses;
    }

    /** A vanished adapter is an event; the connection waits for it to come back. */
    private List<InetSocketAddress> ofAdapter(ConnectionDefinition connection, String adapter) {
        try {
            NetworkInterface found = NetworkInterface.getByName(adapter);
            if (found != null && found.isUp()) {
                missingAdapters.remove(connection.name());
                return found.inetAddresses()
                        .map(address -> new InetSocketAddress(address, connection.port()))
                        .toList();
            }
        } catch (SocketException e) {
            log.atDebug().setCause(e).log("Adapter {} cannot be read", adapter);
        }
        if (missingAdapters.add(connection.name())) {
            sessions.note(
                    EventKind.LISTENER_FAILED,
                    "",
                    connection.name(),
                    "",
                    "adapter " + adapter,
                    connection.name());
            log.atWarn()
                    .addKeyValue("connection", connection.name())
                    .log("Network adapter {} is not there; waiting for it", adapter);
        }
        return List.of();
    }
}
