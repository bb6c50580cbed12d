package holdfast.server;

import holdfast.desktops.LeaderCommand;
import holdfast.desktops.SessionDesktops;
import holdfast.desktops.console.ConsoleDesktops;
import holdfast.desktops.x11.X11Desktops;
import holdfast.logon.OsUsers;
import holdfast.logon.UserName;
import holdfast.logon.accounts.AccountException;
import holdfast.logon.accounts.FirstAccount;
import holdfast.logon.accounts.LocalAccounts;
import holdfast.logon.door.DoorOptions;
import holdfast.logon.door.GuardedDoor;
import holdfast.protocol.connect.ConnectionConfig;
import holdfast.protocol.connect.RdpConnection;
import holdfast.protocol.connect.SecurityLayer;
import holdfast.protocol.security.EncryptionLevel;
import holdfast.protocol.security.ServerKeys;
import holdfast.server.client.ClientConnection;
import holdfast.server.client.ClientServices;
import holdfast.server.desktop.HostedDesktops;
import holdfast.server.net.Doorkeeper;
import holdfast.server.net.Listener;
import holdfast.server.net.RdpDriver;
import holdfast.server.tls.SelfSigned;
import holdfast.server.tls.ServerCertificate;
import holdfast.server.tls.StandardSecurityKeys;
import holdfast.server.tls.TlsServer;
import holdfast.sessions.EndReason;
import holdfast.sessions.SessionHost;
import holdfast.sessions.SessionRules;
import holdfast.sessions.SystemSessionClock;
import holdfast.sessions.directory.DirectoryException;
import holdfast.sessions.directory.SqliteDirectory;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    /** The listener that there is without any settings. */
    public static final String FIRST_LISTENER = "rdp-tcp";

    private static final Logger log = LoggerFactory.getLogger(HoldfastServer.class);
    private static final Duration SHORT = Duration.ofSeconds(30);

    private final DataFolder data;
    private final ExecutorService encoders;
    private final ExecutorService tasks;
    private final SystemSessionClock clock;
    private final EventLoopGroup loops;
    private final GuardedDoor door;
    private final LocalAccounts accounts;
    private final Optional<FirstAccount> firstAccount;
    private final HostedDesktops desktops;
    private final SessionHost sessions;
    private final ServerCertificate certificate;
    private final List<Listener> listeners = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    private HoldfastServer(ServerOptions options) throws ServerStartException {
        data = DataFolder.open(options.data());
        int cores = Runtime.getRuntime().availableProcessors();
        encoders =
                Executors.newFixedThreadPool(
                        cores, Thread.ofPlatform().name("encoder-", 1).daemon().factory());
        tasks = Executors.newVirtualThreadPerTaskExecutor();
        clock = new SystemSessionClock();
        loops = Listener.loops(Math.clamp(cores, 1, 4));
        ServerKeys keys;
        try {
            certificate = SelfSigned.in(data.path(), Instant.now());
            keys =
                    new ServerKeys(
                            StandardSecurityKeys.in(data.path(), 2048),
                            StandardSecurityKeys.in(data.path(), 512),
                            certificate.key() instanceof RSAPrivateCrtKey rsa
                                    ? Optional.of(
                                            new ServerKeys.X509Identity(
                                                    certificate.encodedChain().reversed(), rsa))
                                    : Optional.empty());
        } catch (IOException | GeneralSecurityException e) {
            throw new ServerStartException(
                    "the keys in "
                            + data.path()
                            + " cannot be read or made ("
                            + e.getMessage()
                            + "): mend or remove certificate.* and rdp-security-*.key",
                    e);
        }
        accounts = LocalAccounts.in(data.path(), OsUsers.ofThisMachine(), InstantSource.system());
        try {
            firstAccount = accounts.addFirst(System.getenv());
        } catch (AccountException e) {
            throw new ServerStartException(String.valueOf(e.getMessage()), e);
        }
        door = GuardedDoor.of(accounts, DoorOptions.standard(), InstantSource.system());
        List<SessionDesktops> kinds = kinds(options);
        desktops =
                new HostedDesktops(
                        kinds.getFirst(),
                        kinds,
                        tasks,
                        (session, exit) -> sessionHost().desktopEnded(session, exit));
        SessionRules.Source rules = (_, _) -> SessionRules.DEFAULT;
        try {
            sessions =
                    new SessionHost(
                            rules,
                            desktops,
                            SqliteDirectory.openOrReplace(data.path()),
                            clock,
                            tasks,
                            SessionHost.Deadlines.DEFAULT);
        } catch (DirectoryException e) {
            throw new ServerStartException(String.valueOf(e.getMessage()), e);
        }
        var tls = new TlsServer(certificate, encoders);
        var services =
                new ClientServices(
                        sessions,
                        door,
                        rules,
                        new Doorkeeper(1024, 512),
                        encoders,
                        InstantSource.system(),
                        Duration.ofSeconds(120),
                        hostName(),
                        this::mayLogOn);
        var config =
                new ConnectionConfig(
                        SecurityLayer.NEGOTIATE,
                        false,
                        false,
                        true,
                        EncryptionLevel.CLIENT_COMPATIBLE,
                        keys,
                        false,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(15),
                        8192);
        await("reading the session directory", sessions.start(List.of()));
        for (InetSocketAddress address : options.listen()) {
            listeners.add(listen(address, services, config, tls));
        }
    }

    /** Starts a server; returns when clients can connect. */
    public static HoldfastServer start(ServerOptions options) throws ServerStartException {
        return new HoldfastServer(options);
    }

    public SessionHost sessions() {
        return sessions;
    }

    public DataFolder data() {
        return data;
    }

    public LocalAccounts accounts() {
        return accounts;
    }

    public ServerCertificate certificate() {
        return certificate;
    }

    /** The account made because there was none; its password is shown once and then closed. */
    public Optional<FirstAccount> firstAccount() {
        return firstAccount;
    }

    public List<InetSocketAddress> addresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    /** Disconnects every client and stops; sessions and their programs go on. */
    @Override
    public void close() {
        listeners.forEach(Listener::close);
        try {
            await("disconnecting clients", sessions.stop(EndReason.SERVER_SHUTDOWN));
        } catch (ServerStartException e) {
            log.atWarn().setCause(e).log("The server did not stop cleanly");
        }
        desktops.leaveAll();
        door.close();
        clock.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        encoders.shutdown();
        tasks.shutdown();
        data.close();
    }

    private SessionHost sessionHost() {
        return sessions;
    }

    private List<SessionDesktops> kinds(ServerOptions options) throws ServerStartException {
        var console = new ConsoleDesktops(data.folder("console"), LeaderCommand.plain());
        var x11 = new X11Desktops(data.folder("x11"), LeaderCommand.plain());
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

    private Listener listen(
            InetSocketAddress address,
            ClientServices services,
            ConnectionConfig config,
            TlsServer tls)
            throws ServerStartException {
        var tcp =
                new Listener.KernelKeepAlive(
                        Duration.ofSeconds(9), Duration.ofSeconds(3), 3, Duration.ofSeconds(18));
        var listener =
                Listener.bind(
                        loops, address, tcp, channel -> connected(channel, services, config, tls));
        InetSocketAddress bound = listener.address();
        sessions.listenerStarted(
                FIRST_LISTENER, bound.getAddress().getHostAddress() + ":" + bound.getPort());
        return listener;
    }

    private void connected(
            Channel channel, ClientServices services, ConnectionConfig config, TlsServer tls) {
        services.doorkeeper()
                .arrived(channel, ((InetSocketAddress) channel.remoteAddress()).getAddress());
        String name = "RDP-Tcp#" + connections.incrementAndGet();
        channel.pipeline()
                .addLast(
                        "rdp",
                        new RdpDriver(
                                now -> new RdpConnection(config, new SecureRandom(), now),
                                tls::handler,
                                driver ->
                                        new ClientConnection(
                                                driver, services, FIRST_LISTENER, name),
                                InstantSource.system()));
    }

    private boolean mayLogOn(String user) {
        try {
            return UserName.of(user, "").flatMap(this::account).isPresent();
        } catch (IllegalStateException e) {
            log.atWarn().setCause(e).log("The accounts could not be read");
            return false;
        }
    }

    private Optional<holdfast.logon.accounts.LocalAccount> account(UserName name) {
        try {
            return accounts.find(name).filter(account -> !account.disabled());
        } catch (AccountException e) {
            throw new IllegalStateException(e);
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
