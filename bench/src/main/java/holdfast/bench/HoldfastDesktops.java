package holdfast.bench;

import holdfast.client.Login;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./holdfast run} as root with X desktops of users of the operating system. */
final class HoldfastDesktops implements RunningServer {
    private final Folder programs = Folder.make();
    private final Screen screen;
    private final TestUsers users;
    private final HoldfastServerProcess server;

    private HoldfastDesktops(int accounts, Screen screen, SessionProgram program)
            throws IOException {
        this.screen = screen;
        users = new TestUsers(accounts);
        users.session(program.in(programs));
        server = HoldfastServerProcess.start(Folder.make(), users);
    }

    static Product product(SessionProgram program) {
        return new Product(
                HoldfastServerProcess.NAME,
                (accounts, screen) -> new HoldfastDesktops(accounts, screen, program));
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public Login login(int number) {
        return server.login(number).sized(screen.width(), screen.height());
    }

    @Override
    public int accounts() {
        return users.count();
    }

    /** The server, and what leads each session. */
    @Override
    public List<Long> serverProcesses() {
        List<Long> all = new ArrayList<>(server.serverProcesses());
        users.processes().stream().filter(HoldfastDesktops::leads).forEach(all::add);
        return all;
    }

    @Override
    public List<Long> desktopProcesses() {
        return users.processes().stream().filter(pid -> !leads(pid)).toList();
    }

    @Override
    public void collectGarbage() {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Processes.output(List.of(jcmd.toString(), Long.toString(server.pid()), "GC.run"));
    }

    private static boolean leads(long pid) {
        return Processes.commandLine(pid).startsWith("/bin/sh ")
                && Processes.commandLine(pid).contains("/leader.sh ");
    }

    @Override
    public void close() throws IOException {
        server.stop();
        users.close();
        server.close();
        programs.close();
    }
}
