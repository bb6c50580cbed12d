package holdfast.bench;

import holdfast.client.Login;
import holdfast.logon.OsUsers;
import holdfast.logon.accounts.AccountException;
import holdfast.logon.accounts.AccountOptions;
import holdfast.logon.accounts.LocalAccounts;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./holdfast run} with console sessions, as its users start it. */
final class HoldfastServerProcess implements RunningServer {
    static final String NAME = "Holdfast";
    private static final String PASSWORD = "bench-password";
    private static final Pattern READY = Pattern.compile("Holdfast is ready: rdp://.*:(\\d+) .*");

    private final Folder folder;
    private final int accounts;
    private final Process process;
    private final InetSocketAddress address;
    private final Duration startUp;

    private HoldfastServerProcess(Folder folder, int accounts, String desktop) throws IOException {
        this.folder = folder;
        this.accounts = accounts;
        long start = System.nanoTime();
        process =
                new ProcessBuilder(
                                launcher().toString(),
                                "run",
                                "--listen",
                                "127.0.0.1:0",
                                "--data",
                                folder.path().toString(),
                                "--desktop",
                                desktop)
                        .redirectError(folder.path().resolve("bench.log").toFile())
                        .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        Matcher ready = READY.matcher("");
        while (!ready.matches()) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException(
                        "the server ended: "
                                + Files.readString(folder.path().resolve("bench.log")));
            }
            ready = READY.matcher(line);
        }
        startUp = Duration.ofNanos(System.nanoTime() - start);
        // Also when the benchmark is interrupted.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::stop));
        address = new InetSocketAddress("127.0.0.1", Integer.parseInt(ready.group(1)));
    }

    static Product product() {
        return new Product(NAME, (accounts, _) -> start(Folder.make(), accounts));
    }

    /** Starts it on a data folder that keeps its accounts; {@link #close} removes the folder. */
    static HoldfastServerProcess start(Folder folder, int accounts) throws IOException {
        String self = System.getProperty("user.name");
        addAccounts(folder, accounts, _ -> self);
        return new HoldfastServerProcess(folder, accounts, "console");
    }

    /** Starts it with X desktops of the operating system's users; {@link #close} leaves them. */
    static HoldfastServerProcess start(Folder folder, TestUsers users) throws IOException {
        addAccounts(folder, users.count(), users::name);
        return new HoldfastServerProcess(folder, users.count(), "x11");
    }

    /** The program's launcher, in the folder above the benchmarks. */
    static Path launcher() {
        return Path.of(System.getProperty("holdfast.home", "."), "holdfast").toAbsolutePath();
    }

    private static void addAccounts(Folder folder, int count, IntFunction<String> osUser)
            throws IOException {
        var accounts =
                LocalAccounts.in(folder.path(), OsUsers.ofThisMachine(), InstantSource.system());
        try {
            for (int i = accounts.list().size(); i < count; i++) {
                var options = AccountOptions.STANDARD.withOsUser(Optional.of(osUser.apply(i)));
                accounts.add("user" + i, PASSWORD.toCharArray(), options);
            }
        } catch (AccountException e) {
            throw new IOException("accounts for the benchmark cannot be made", e);
        }
    }

    /** From the launcher's start to the ready line. */
    Duration startUp() {
        return startUp;
    }

    long pid() {
        return process.pid();
    }

    List<Long> keepers() {
        return Processes.inFolder(
                folder.path().resolve("console"), "holdfast.desktops.keeper.Keeper");
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public Login login(int number) {
        return new Login("user" + number, PASSWORD, Screen.HD.width(), Screen.HD.height(), 32);
    }

    @Override
    public int accounts() {
        return accounts;
    }

    @Override
    public List<Long> serverProcesses() {
        var all = new ArrayList<Long>(keepers());
        all.add(pid());
        return all;
    }

    @Override
    public List<Long> desktopProcesses() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        stop();
        folder.close();
    }

    /** Ends the server and the sessions, and keeps the folder. */
    void stop() {
        List<Long> keepers = keepers();
        if (process.isAlive()) {
            Processes.end(List.of(pid()));
        }
        Processes.end(keepers); // Its terminals hang up, and so the shells end.
    }
}
