package holdfast.operator.cli;

import holdfast.logon.accounts.FirstAccount;
import holdfast.operator.control.ControlServer;
import holdfast.operator.control.ServerCommands;
import holdfast.server.DataFolder;
import holdfast.server.HoldfastServer;
import holdfast.server.ServerOptions;
import holdfast.server.ServerOptions.DesktopChoice;
import holdfast.server.ServerStartException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast run}: the server, in the foreground, until it is told to stop. */
@Command(name = "run", description = "Runs the server in the foreground.")
final class RunCommand implements Callable<Integer> {
    @Option(
            names = "--listen",
            paramLabel = "ADDR:PORT",
            description =
                    "Listen here instead of where the settings say (127.0.0.1:3389). May be"
                            + " repeated; [::]:3389 is every address.")
    private List<String> listen = new ArrayList<>();

    @Option(names = "--data", paramLabel = "DIR", description = "What this server owns.")
    private @Nullable Path data;

    @Option(names = "--config", paramLabel = "DIR", description = "Its settings (DATA/config).")
    private @Nullable Path config;

    @Option(
            names = "--desktop",
            paramLabel = "auto|console|x11",
            description = "What new sessions show (auto: a real desktop where an X server is).")
    private DesktopChoice desktop = DesktopChoice.AUTO;

    @Option(
            names = "--fips",
            description =
                    "FIPS mode: the FIPS switch is on whatever the settings say, and TLS is computed"
                            + " by the FIPS module.")
    private boolean fips;

    @Override
    public Integer call() throws CommandRefused, InterruptedException {
        Path folder = data != null ? data : DataFolder.standard();
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String address : listen) {
            addresses.add(Addresses.parse(address));
        }
        var options =
                new ServerOptions(
                        folder,
                        config != null ? config : folder.resolve("config"),
                        addresses,
                        desktop,
                        fips);
        HoldfastServer server;
        try {
            server = HoldfastServer.start(options);
        } catch (ServerStartException e) {
            throw new CommandRefused(String.valueOf(e.getMessage()));
        }
        ControlServer control;
        try {
            control =
                    ControlServer.listen(
                            server.data().file(DataFolder.CONTROL_SOCKET),
                            ServerCommands.of(server));
        } catch (IOException e) {
            server.close();
            throw new CommandRefused(
                    "the control socket in "
                            + folder
                            + " cannot be made ("
                            + e.getMessage()
                            + "): a path of more than 100 characters is too long for one");
        }
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(() -> {
                                    control.close();
                                    server.close();
                                    stopped.countDown();
                                }));
        announce(server, System.out);
        Thread.ofPlatform().daemon().name("warm-up").start(server::warmUp);
        stopped.await();
        return 0;
    }

    private static void announce(HoldfastServer server, PrintStream out) {
        String user = "NAME";
        try (FirstAccount first = server.firstAccount().orElse(null)) {
            if (first != null) {
                user = first.account().name();
                out.println("There was no account yet, so one was made:");
                out.println("  user name " + user + ", password " + new String(first.password()));
                out.println("  (shown only now; holdfast user passwd " + user + " sets another)");
                first.warning().ifPresent(warning -> out.println("  Warning: " + warning));
            }
        }
        server.fipsModule().ifPresent(module -> out.println("FIPS mode: " + module));
        for (var bound : server.addresses()) {
            String shown = Addresses.shown(bound.getValue());
            out.println(
                    "Holdfast is ready: rdp://" + shown + " (connection " + bound.getKey() + ")");
            out.println(
                    "  xfreerdp /v:" + shown + " /u:" + user + " /cert:tofu /dynamic-resolution");
        }
        out.flush();
    }
}
