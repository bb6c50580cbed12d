package holdfast.interop.nla;

import holdfast.interop.SessionUser;
import holdfast.logon.accounts.AccountException;
import holdfast.logon.accounts.AccountOptions;
import holdfast.logon.accounts.LocalAccounts;
import holdfast.server.HoldfastServer;
import holdfast.server.ServerOptions;
import holdfast.server.ServerOptions.DesktopChoice;
import holdfast.server.ServerStartException;
import holdfast.sessions.Requester;
import holdfast.sessions.SessionView;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;

/**
 * A server of this process with three connections: the first as it is fresh, {@code Strict} for NLA
 * alone, and {@code Asking}, which asks whoever comes. It listens at a loopback address of its own,
 * at the port that tools take for granted.
 */
final class NlaServer implements AutoCloseable {
    static final int PORT = 3389;
    static final int STRICT_PORT = 3390;
    static final int ASKING_PORT = 3391;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HoldfastServer server;
    private final SessionUser user;
    private final String address;

    private NlaServer(HoldfastServer server, SessionUser user, String address) {
        this.server = server;
        this.user = user;
        this.address = address;
    }

    /**
     * @param data an empty folder, with a keytab in its config folder or without
     * @param settings for the whole server
     */
    static NlaServer start(Path data, String settings) throws IOException, ServerStartException {
        var random = ThreadLocalRandom.current();
        String address =
                "127.%d.%d.%d"
                        .formatted(
                                random.nextInt(1, 255),
                                random.nextInt(256),
                                random.nextInt(1, 255));
        Path config = Files.createDirectories(data.resolve("config"));
        Files.writeString(
                config.resolve("settings.toml"),
                """
                [machine]
                account.first = 0
                %s

                [connection.RDP-Tcp]
                connection.listen = ["%s:%d"]

                [connection.Strict]
                connection.listen = ["%s:%d"]
                UserAuthentication = 1

                [connection.Asking]
                connection.listen = ["%s:%d"]
                fPromptForPassword = 1
                """
                        .formatted(
                                settings,
                                address,
                                PORT,
                                address,
                                STRICT_PORT,
                                address,
                                ASKING_PORT));
        var options = new ServerOptions(data, config, List.of(), DesktopChoice.CONSOLE);
        return new NlaServer(HoldfastServer.start(options), SessionUser.make(), address);
    }

    String address() {
        return address;
    }

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, PORT);
    }

    LocalAccounts accounts() {
        return server.accounts();
    }

    void account(String name, String password) throws AccountException {
        account(name, password, AccountOptions.STANDARD);
    }

    void account(String name, String password, AccountOptions options) throws AccountException {
        accounts().add(name, password.toCharArray(), options.withOsUser(Optional.of(user.name())));
    }

    /** The newest event of a kind, of those after {@code sequence}. */
    SessionEvent await(EventKind kind, long sequence) {
        return Awaitility.await(kind.name())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> newest(kind, sequence), Optional::isPresent)
                .orElseThrow();
    }

    Optional<SessionEvent> newest(EventKind kind, long sequence) {
        return events().stream()
                .filter(event -> event.kind() == kind && event.sequence() > sequence)
                .reduce((_, later) -> later);
    }

    /** Where the record ends now. */
    long now() {
        List<SessionEvent> events = events();
        return events.isEmpty() ? 0 : events.getLast().sequence();
    }

    private List<SessionEvent> events() {
        return server.sessions().events(EventQuery.latest(1000)).toCompletableFuture().join();
    }

    List<SessionView> sessionsOf(String user) {
        return server.sessions().query().stream()
                .filter(session -> session.user().equals(user))
                .toList();
    }

    SessionView awaitActive(String user) {
        return Awaitility.await("an active session of " + user)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () ->
                                sessionsOf(user).stream()
                                        .filter(session -> session.state().equals("Active"))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until a client of that connection is at the logon screen. */
    void awaitAtLogonScreen(String connection) {
        Awaitility.await("a client at the logon screen")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        server.sessions().query().stream()
                                .anyMatch(session ->
                                        session.connection().equals(connection)
                                                && session.user().isEmpty()
                                                && !session.client().isEmpty()));
    }

    @Override
    public void close() {
        for (SessionView session : server.sessions().query()) {
            if (session.leaderPid() > 0) {
                server.sessions()
                        .reset(session.id(), Requester.ADMINISTRATOR)
                        .toCompletableFuture()
                        .join();
            }
        }
        server.close();
        user.close();
    }
}
