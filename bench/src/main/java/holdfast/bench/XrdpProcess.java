package holdfast.bench;

import holdfast.client.Login;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's xrdp and its sesman with the packaged settings but for the port and what a session
 * shows. Needs root, for the accounts it makes, and a network namespace of its own, for the port of
 * sesman that cannot be chosen.
 */
final class XrdpProcess implements RunningServer {
    static final String NAME = "xrdp";
    private static final int PORT = 13389;
    private static final int SESMAN_PORT = 3350;
    private static final Path SETTINGS = Path.of("/etc/xrdp");

    private final Folder folder;
    private final Screen screen;
    private final TestUsers users;
    private final Process sesman;
    private final Process xrdp;

    private XrdpProcess(int accounts, Screen screen, SessionProgram program) throws IOException {
        this.screen = screen;
        folder = Folder.make();
        users = new TestUsers(accounts);
        Path session = program.in(folder);
        Path sesmanSettings = folder.path().resolve("sesman.ini");
        Files.writeString(
                sesmanSettings,
                Files.readString(SETTINGS.resolve("sesman.ini"))
                        .replaceAll(
                                "(?m)^EnableUserWindowManager=.*", "EnableUserWindowManager=false")
                        .replaceAll(
                                "(?m)^DefaultWindowManager=.*", "DefaultWindowManager=" + session)
                        .replaceAll("(?m)^LogFile=.*", "LogFile=" + folder.path() + "/sesman.log")
                        .replaceAll("(?m)^EnableSyslog=.*", "EnableSyslog=false"));
        Path settings = folder.path().resolve("xrdp.ini");
        Files.writeString(
                settings,
                Files.readString(SETTINGS.resolve("xrdp.ini"))
                        .replaceAll("(?m)^port=3389", "port=tcp://127.0.0.1:" + PORT)
                        .replaceAll("(?m)^autorun=.*", "autorun=Xorg")
                        .replaceAll("(?m)^LogFile=.*", "LogFile=" + folder.path() + "/xrdp.log")
                        .replaceAll("(?m)^EnableSyslog=.*", "EnableSyslog=false"));
        sesman = start("xrdp-sesman", "-n", "-c", sesmanSettings.toString());
        xrdp = start("xrdp", "-n", "-c", settings.toString());
        // Also when the benchmark is interrupted.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
        awaitListening();
    }

    static Product product(SessionProgram program) {
        return new Product(NAME, (accounts, screen) -> new XrdpProcess(accounts, screen, program));
    }

    private Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.path().resolve("output.log").toFile())
                .start();
    }

    private void awaitListening() throws IOException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (true) {
            try (Socket _ = new Socket("127.0.0.1", PORT)) {
                if (listensOnEither(SESMAN_PORT) || System.nanoTime() > deadline) {
                    return;
                }
            } catch (IOException notYet) {
                if (System.nanoTime() > deadline || !xrdp.isAlive()) {
                    close();
                    throw new IOException("xrdp does not listen", notYet);
                }
                Thread.yield();
            }
        }
    }

    /** Which of both addresses "localhost" means to sesman depends on the machine. */
    private static boolean listensOnEither(int port) {
        for (String address : List.of("127.0.0.1", "::1")) {
            try (Socket _ = new Socket(address, port)) {
                return true;
            } catch (IOException notThere) {
                continue;
            }
        }
        return false;
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", PORT);
    }

    @Override
    public Login login(int number) {
        return new Login(users.name(number), users.password(), screen.width(), screen.height(), 32);
    }

    @Override
    public int accounts() {
        return users.count();
    }

    @Override
    public List<Long> serverProcesses() {
        return all().filter(pid -> Processes.name(pid).startsWith("xrdp")).toList();
    }

    @Override
    public List<Long> desktopProcesses() {
        return all().filter(pid -> !Processes.name(pid).startsWith("xrdp")).toList();
    }

    private Stream<Long> all() {
        return Stream.of(sesman, xrdp)
                .flatMap(p ->
                        Stream.concat(Stream.of(p.pid()), Processes.descendants(p.pid()).stream()));
    }

    @Override
    public void close() throws IOException {
        end();
        users.close();
        folder.close();
    }

    private void end() {
        if (xrdp.isAlive() || sesman.isAlive()) {
            Processes.end(all().toList().reversed());
        }
    }
}
