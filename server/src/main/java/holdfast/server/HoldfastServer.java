package holdfast.server;

import holdfast.desktops.SessionDesktops;
import holdfast.desktops.console.ConsoleDesktops;
import holdfast.desktops.x11.X11Desktops;
import holdfast.logon.OsUsers;
import holdfast.logon.UserName;
import holdfast.logon.accounts.AccountException;
import holdfast.logon.accounts.FirstAccount;
import holdfast.logon.accounts.LocalAccounts;
import holdfast.logon.door.BackEnds;
import holdfast.logon.door.DoorOptions;
import holdfast.logon.door.GuardedDoor;
import holdfast.logon.ntlm.NtlmServerName;
import holdfast.logon.pam.PamLogons;
import holdfast.logon.pam.PamServiceFile;
import holdfast.protocol.connect.RdpConnection;
import holdfast.server.client.ClientConnection;
import holdfast.server.client.ClientServices;
import holdfast.server.client.Protections;
import holdfast.server.client.RefusedClients;
import holdfast.server.client.StrangersPictures;
import holdfast.server.desktop.HostedDesktops;
import holdfast.server.desktop.PamLeader;
import holdfast.server.desktop.SessionLabels;
import holdfast.server.net.Doorkeeper;
import holdfast.server.net.RdpDriver;
import holdfast.server.tls.Certificates;
import holdfast.server.tls.ChosenCertificate;
import holdfast.server.tls.FipsModule;
import holdfast.sessions.EndReason;
import holdfast.sessions.SessionHost;
import holdfast.sessions.directory.DirectoryException;
import holdfast.sessions.directory.SqliteDirectory;
import holdfast.settings.LogonCatalogue;
import holdfast.settings.SettingsException;
import holdfast.settings.files.ConfigFolder;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running server: the embedder's door. {@link #start} returns when clients can connect; {@link
 * #close} disconnects them and leaves their sessions running.
 */
public final class HoldfastServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HoldfastServer.class);
    private static final Duration SHORT = Duration.ofSeconds(30);

    /** In the settings folder. */
    private static final int PAM_CONVERSATIONS = 32;

    private static final Duration PAM_PATIENCE = Duration.ofMinutes(2);

    private final DataFolder data;
    private final Workers workers;
    private final NetworkLogons networkLogons;
    private final Optional<PamLogons> pam;
    private final GuardedDoor door;
    private final LocalAccounts accounts;
    private final Optional<FirstAccount> firstAccount;
    private final HostedDesktops desktops;
    private final SessionHost sessions;
    private final boolean startedWithFips;
    private final Optional<FipsModule> fipsModule;
    private final Certificates certificates;
    private final Protections protections = new Protections();
    private final ConfigFolder config;
    private final SettingsRules rules;
    private final ClientServices services;
    private final Listeners listeners;
    private final Upkeep upkeep;
    private final AtomicInteger connections = new AtomicInteger();

    /**
     * What closes each part, the newest first: for a server that stops and one that cannot start.
     */
    private final Deque<Runnable> closers;

    private HoldfastServer(ServerOptions options, Deque<Runnable> closers)
            throws ServerStartException {
        this.closers = closers;
        data = DataFolder.open(options.data());
        closers.push(data::close);
        workers = Workers.start(closers);
        accounts = LocalAccounts.in(data.path(), OsUsers.ofThisMachine(), InstantSource.system());
        try {
            config = ConfigFolder.open(options.config(), FipsMode.switched(options));
        } catch (SettingsException e) {
            throw new ServerStartException(String.valueOf(e.getMessage()), e);
        }
        startedWithFips = options.fips();
        fipsModule = FipsMode.module(options, config.current());
        certificates = openCertificates();
        rules = new SettingsRules(config::current, workers.tasks());
        networkLogons =
                NetworkLogons.open(
                        NtlmServerName.of(hostName()),
                        config::current,
                        data,
                        keytab(config.folder()));
        pam = pam(config.current().value(LogonCatalogue.PAM_SERVICE));
        door =
                GuardedDoor.of(
                        BackEnds.of(accounts)
                                .withPam(pam)
                                .withEnrolments(networkLogons::enrolments)
                                .withWinbind(networkLogons::winbind)
                                .withNetworkLogons(networkLogons::offered),
                        DoorOptions.standard().withThrottle(rules::throttle),
                        InstantSource.system());
        closers.push(door::close);
        List<SessionDesktops> kinds = kinds(options);
        desktops =
                new HostedDesktops(
                        kinds.getFirst(),
                        kinds,
                        workers.tasks(),
                        (session, exit) -> sessionHost().desktopEnded(session, exit),
                        new SessionLabels(data.folder("labels")),
                        (user, connection) -> config.current().session(user, connection));
        closers.push(desktops::leaveAll);
        try {
            SqliteDirectory directory = SqliteDirectory.openOrReplace(data.path());
            directory
                    .movedAside()
                    .ifPresent(aside ->
                            log.atWarn()
                                    .log(
                                            "The session directory was damaged. It was kept as {},"
                                                    + " and a new one made: sessions that still run"
                                                    + " are found again, their record is in the old"
                                                    + " file",
                                            aside));
            sessions =
                    new SessionHost(
                            rules,
                            desktops,
                            directory,
                            workers.clock(),
                            workers.tasks(),
                            SessionHost.Deadlines.DEFAULT);
        } catch (DirectoryException e) {
            throw new ServerStartException(String.valueOf(e.getMessage()), e);
        }
        closers.push(this::stopSessions);
        services =
                new ClientServices(
                        sessions,
                        door,
                        rules,
                        new Doorkeeper(
                                () -> config.current().throttle().incomplete() + sessions.count(),
                                address ->
                                        config.current().throttle().incompletePerAddress()
                                                + sessions.lastConnectedFrom(
                                                        address.getHostAddress())),
                        workers.encoders(),
                        StrangersPictures.ofHeap(),
                        protections,
                        new RefusedClients(sessions, InstantSource.system()),
                        InstantSource.system(),
                        hostName(),
                        this::mayLogOn);
        await("reading the session directory", sessions.start(desktops.recovered()));
        workers.tasks().execute(desktops::tidy);
        listeners = new Listeners(workers.loops(), sessions, options.listen(), this::connected);
        closers.push(listeners::close);
        listeners.start(config.current());
        try {
            // Last, so that its password is shown by the start that made it.
            firstAccount =
                    config.current().value(LogonCatalogue.FIRST_ACCOUNT)
                            ? accounts.addFirst(System.getenv())
                            : Optional.empty();
        } catch (AccountException e) {
            throw new ServerStartException(String.valueOf(e.getMessage()), e);
        }
        upkeep = new Upkeep(config, certificates, networkLogons, listeners, sessions);
        upkeep.start(workers);
    }

    /**
     * Takes over at once what the files say, which the server else does every two seconds.
     *
     * @return what came of it, in sentences
     * @throws SettingsException if the files have a fault; what was in force stays in force
     */
    public List<String> reload() throws SettingsException {
        return upkeep.reload();
    }

    private Certificates openCertificates() throws ServerStartException {
        try {
            return new Certificates(
                    new ChosenCertificate.Folders(data.path(), config.folder()),
                    config.current(),
                    workers.handshakes(),
                    InstantSource.system());
        } catch (IOException | GeneralSecurityException e) {
            throw new ServerStartException(
                    "the keys in "
                            + data.path()
                            + " cannot be read or made ("
                            + e.getMessage()
                            + "): mend or remove certificate.* and rdp-security-*.key",
                    e);
        }
    }

    /** Starts a server; returns when clients can connect. */
    public static HoldfastServer start(ServerOptions options) throws ServerStartException {
        Deque<Runnable> opened = new ArrayDeque<>();
        try {
            return new HoldfastServer(options, opened);
        } catch (ServerStartException | RuntimeException e) {
            opened.forEach(Runnable::run);
            throw e;
        }
    }

    /**
     * Does early what the first logon would wait for: password hashing, a TLS handshake, what
     * sessions need. For a thread of its own, after {@link #start}; takes a second or two.
     */
    public void warmUp() {
        try {
            desktops.warmUp();
            accounts.check(UserName.of("nobody", "").orElseThrow(), new char[] {'x'});
            for (var bound : listeners.addresses()) {
                certificates.of(bound.getKey()).tls().warmUp();
            }
        } catch (AccountException | GeneralSecurityException | IOException e) {
            log.atDebug().setCause(e).log("The first logon will take longer");
        }
    }

    public SessionHost sessions() {
        return sessions;
    }

    public HostedDesktops desktops() {
        return desktops;
    }

    public DataFolder data() {
        return data;
    }

    public LocalAccounts accounts() {
        return accounts;
    }

    public Certificates certificates() {
        return certificates;
    }

    /** What FIPS mode started with; empty where it is off. */
    public Optional<FipsModule> fipsModule() {
        return fipsModule;
    }

    /** Whether the command line put the FIPS switch over the settings. */
    public boolean startedWithFips() {
        return startedWithFips;
    }

    /** The keytab whose presence in the settings' folder switches Kerberos on. */
    public static Path keytab(Path config) {
        return config.resolve("holdfast.keytab");
    }

    /** What protects each active client. */
    public Protections protections() {
        return protections;
    }

    /** The settings in force. */
    public ConfigFolder config() {
        return config;
    }

    /** The account made because there was none; its password is shown once and then closed. */
    public Optional<FirstAccount> firstAccount() {
        return firstAccount;
    }

    /** Every bound address with the name of its connection. */
    public List<Map.Entry<String, InetSocketAddress>> addresses() {
        return listeners.addresses();
    }

    /** Disconnects every client and stops; sessions and their programs go on. */
    @Override
    public void close() {
        closers.forEach(Runnable::run);
        closers.clear();
    }

    private void stopSessions() {
        try {
            await("disconnecting clients", sessions.stop(EndReason.SERVER_SHUTDOWN));
        } catch (ServerStartException e) {
            log.atWarn().setCause(e).log("The server did not stop cleanly");
        }
    }

    /**
     * The operating system's users may log on where the administrator has installed the service.
     */
    private static Optional<PamLogons> pam(String service) {
        OsUsers users = OsUsers.ofThisMachine();
        if (!users.self().isRoot() || !PamServiceFile.installed(service)) {
            return Optional.empty();
        }
        return PamLogons.open(service, users, PAM_CONVERSATIONS, PAM_PATIENCE);
    }

    private SessionHost sessionHost() {
        return sessions;
    }

    private List<SessionDesktops> kinds(ServerOptions options) throws ServerStartException {
        var leaders =
                new PamLeader(
                        config.current().value(LogonCatalogue.PAM_SERVICE),
                        data.path().resolve("pam"));
        var console = new ConsoleDesktops(data.folder("console"), leaders);
        var x11 = new X11Desktops(data.folder("x11"), leaders);
        return switch (options.desktop()) {
            case CONSOLE -> List.of(console, x11);
            case X11 -> {
                Optional<String> missing = x11.unavailable();
                if (missing.isPresent()) {
                    throw new ServerStartException(
                            "--desktop x11 is not possible here: " + missing.get());
                }
                yield List.of(x11, console);
            }
            case AUTO ->
                    x11.unavailable().isEmpty() ? List.of(x11, console) : List.of(console, x11);
        };
    }

    private void connected(Channel channel, String connection) {
        services.doorkeeper()
                .arrived(channel, ((InetSocketAddress) channel.remoteAddress()).getAddress());
        Certificates.Serving serving = certificates.of(connection);
        String name = connection + "#" + connections.incrementAndGet();
        channel.pipeline()
                .addLast(
                        "rdp",
                        new RdpDriver(
                                now ->
                                        new RdpConnection(
                                                rules.connection(
                                                        connection,
                                                        serving.keys(),
                                                        networkLogons
                                                                .offered(connection)
                                                                .offered()),
                                                new SecureRandom(),
                                                now),
                                serving.tls()::handler,
                                driver ->
                                        new ClientConnection(
                                                driver, services, connection, name, serving),
                                InstantSource.system()));
    }

    private boolean mayLogOn(String user) {
        Optional<UserName> name = UserName.of(user, "");
        if (name.isEmpty()) {
            return false;
        }
        try {
            return accounts.find(name.get())
                    .map(account -> !account.disabled())
                    .orElseGet(() -> pam.flatMap(users -> users.find(name.get())).isPresent());
        } catch (AccountException e) {
            log.atWarn().setCause(e).log("The accounts could not be read");
            return false;
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "Holdfast";
        }
    }

    private static void await(String what, java.util.concurrent.CompletionStage<Void> stage)
            throws ServerStartException {
        try {
            stage.toCompletableFuture().get(SHORT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ServerStartException(what + " failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new ServerStartException(what + " took longer than " + SHORT.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException(what + " was interrupted");
        }
    }
}
