package holdfast.interop.faults;

import com.google.gson.JsonObject;
import holdfast.interop.Folders;
import holdfast.interop.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * Debian's xrdp with its packaged settings, in the network's server, as something to compare with:
 * each session is an Xorg with a terminal in it. Its users are users of the machine while it runs.
 */
final class XrdpServer implements Host {
    private static final Path SETTINGS = Path.of("/etc/xrdp");
    private static final Pattern XORG = Pattern.compile("\\s*(\\d+) (\\S+) .*Xorg :(\\d+) .*");

    private final Path folder = Folders.make("xrdp");
    private final Network network;
    private final int port;
    private final List<String> users;
    private final List<Program> programs = new ArrayList<>();

    private XrdpServer(Network network, int port, List<String> users) {
        this.network = network;
        this.port = port;
        this.users = users;
        Folders.write(folder.resolve("w"), Work.SCRIPT);
        Path terminal =
                Folders.write(
                        folder.resolve("terminal"),
                        """
                        #!/bin/sh
                        cd
                        exec xterm +bc -b 0 -bw 0 -geometry 120x20+0+0 -e bash --norc
                        """);
        Commands.sh("chmod 755 " + terminal);
        for (String user : users) {
            Path log = work(user).log();
            Commands.sh(
                    "useradd --create-home --shell /bin/bash %1$s && echo %1$s:%2$s | chpasswd && touch %3$s && chown %1$s %3$s"
                            .formatted(user, FaultServer.PASSWORD, log));
        }
    }

    /** Its package starts a server of its own, so tests do not install it by themselves. */
    static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/sbin/xrdp"))
                && Files.exists(Path.of("/usr/lib/xorg/modules/drivers/xrdpdev_drv.so"));
    }

    static XrdpServer start(Network network, int port, List<String> users) {
        var server = new XrdpServer(network, port, users);
        try {
            server.run();
            return server;
        } catch (RuntimeException | Error failed) {
            server.close();
            throw failed;
        }
    }

    private void run() {
        Path sesman =
                settings(
                        "sesman.ini",
                        Map.of(
                                "EnableUserWindowManager",
                                "false",
                                "DefaultWindowManager",
                                folder.resolve("terminal").toString(),
                                "LogFile",
                                folder.resolve("sesman.log").toString(),
                                "EnableSyslog",
                                "false"));
        Path xrdp =
                settings(
                        "xrdp.ini",
                        Map.of(
                                "autorun", "Xorg",
                                "LogFile", folder.resolve("xrdp.log").toString(),
                                "EnableSyslog", "false"));
        begin("xrdp-sesman", sesman);
        begin("xrdp", xrdp);
        Awaitility.await("xrdp listens")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> at("ss -Htln sport = :" + port).contains(":" + port));
    }

    /** The packaged settings with a few values of ours. */
    private Path settings(String name, Map<String, String> values) {
        try {
            String text = Files.readString(SETTINGS.resolve(name));
            for (var value : values.entrySet()) {
                text =
                        text.replaceAll(
                                "(?m)^" + value.getKey() + "=.*",
                                value.getKey() + "=" + value.getValue());
            }
            text =
                    text.replaceFirst(
                            "(?m)^port=3389", "port=tcp://" + Network.SERVER_ADDRESS + ":" + port);
            return Folders.write(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(String program, Path settings) {
        programs.add(
                Program.start(
                        folder.resolve(program + ".out"),
                        Map.of(),
                        network.atServer(List.of(program, "-n", "-c", settings.toString()))));
    }

    private String at(String command) {
        return Commands.sh(String.join(" ", network.atServer(List.of(command))));
    }

    @Override
    public int port() {
        return port;
    }

    /** xrdp negotiates on one port. */
    @Override
    public int plainPort() {
        return port;
    }

    @Override
    public Path folder() {
        return folder;
    }

    /**
     * xrdp tells nobody what it believes, so its processes do: a session is an Xorg, and somebody
     * is connected as long as xrdp holds the socket to it.
     */
    @Override
    public List<Seen> sessions() {
        String sockets = at("ss -Hx state connected");
        List<Seen> all = new ArrayList<>();
        for (String line : Commands.sh("ps -eo pid=,user:32=,args=").lines().toList()) {
            Matcher xorg = XORG.matcher(line);
            if (xorg.matches() && users.contains(xorg.group(2))) {
                String socket = "/xrdp_display_" + xorg.group(3) + " ";
                all.add(
                        new Seen(
                                Integer.parseInt(xorg.group(1)),
                                xorg.group(2),
                                sockets.contains(socket) ? "Active" : "Disc",
                                ""));
            }
        }
        return all;
    }

    /** It keeps no record. */
    @Override
    public List<JsonObject> events(String user) {
        return List.of();
    }

    @Override
    public String workLine(String user, boolean quiet) {
        return Work.line(folder.resolve("w"), work(user).log(), quiet);
    }

    @Override
    public Work work(String user) {
        return new Work(folder.resolve("c-" + user));
    }

    @Override
    public String log() {
        StringBuilder all = new StringBuilder();
        programs.forEach(program -> all.append(program.output()));
        return all.toString();
    }

    @Override
    public void close() {
        for (Program program : programs.reversed()) {
            ProcessHandle.of(program.pid()).stream()
                    .flatMap(ProcessHandle::descendants)
                    .forEach(ProcessHandle::destroyForcibly);
            program.close();
        }
        users.forEach(user -> Commands.sh("userdel --remove --force " + user + " 2>&1 || true"));
        Folders.remove(folder);
    }
}
