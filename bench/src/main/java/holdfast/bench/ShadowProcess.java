package holdfast.bench;

import holdfast.client.Login;
import holdfast.logon.ntlm.NtHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's FreeRDP shadow server over an Xvfb: one desktop that all clients see. NLA is judged by
 * its SAM file; a client that comes by TLS alone is not asked, by {@code -auth}.
 */
final class ShadowProcess implements RunningServer {
    static final String NAME = "FreeRDP shadow";
    private static final String PASSWORD = "bench-password";
    private static final Duration START = Duration.ofSeconds(20);

    private final Folder folder;
    private final int accounts;
    private final Screen screen;
    private final int port;
    private final List<Process> desktop = new ArrayList<>();
    private final Process shadow;

    private ShadowProcess(int accounts, Screen screen, SessionProgram program) throws IOException {
        this.accounts = accounts;
        this.screen = screen;
        folder = Folder.make();
        port = freePort();
        var sam = new StringBuilder();
        String hash = HexFormat.of().formatHex(NtHash.of(PASSWORD.toCharArray()));
        for (int i = 0; i < accounts; i++) {
            sam.append("user%d:::%s:::\n".formatted(i, hash));
        }
        Files.writeString(folder.path().resolve("sam"), sam);
        // Also when the benchmark is interrupted.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
        try {
            String display = startDisplay();
            desktop.add(start(display, program.in(folder).toString()));
            shadow =
                    start(
                            display,
                            "freerdp-shadow-cli /bind-address:127.0.0.1 /port:%d -auth +sec-nla /sam-file:%s/sam"
                                    .formatted(port, folder.path()));
            awaitListening();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    static Product product(SessionProgram program) {
        return new Product(
                NAME, (accounts, screen) -> new ShadowProcess(accounts, screen, program));
    }

    /** Xvfb takes a display that is free and says which. */
    private String startDisplay() throws IOException {
        Process server =
                new ProcessBuilder(
                                "Xvfb",
                                "-displayfd",
                                "1",
                                "-screen",
                                "0",
                                screen.width() + "x" + screen.height() + "x24",
                                "-nolisten",
                                "tcp")
                        .redirectError(log())
                        .start();
        desktop.add(server);
        String number = server.inputReader(StandardCharsets.US_ASCII).readLine();
        if (number == null) {
            throw new IOException(
                    "Xvfb does not start: " + Files.readString(log().file().toPath()));
        }
        return ":" + number;
    }

    private Process start(String display, String command) throws IOException {
        var builder = new ProcessBuilder("sh", "-c", "exec " + command);
        builder.environment().put("DISPLAY", display);
        builder.environment().put("HOME", folder.path().toString());
        return builder.directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log())
                .start();
    }

    private ProcessBuilder.Redirect log() {
        return ProcessBuilder.Redirect.appendTo(folder.path().resolve("output.log").toFile());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try (Socket _ = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > deadline || !shadow.isAlive()) {
                    throw new IOException(
                            "the shadow server does not listen: "
                                    + Files.readString(log().file().toPath()),
                            notYet);
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    @Override
    public Login login(int number) {
        return new Login("user" + number, PASSWORD, screen.width(), screen.height(), 32);
    }

    @Override
    public int accounts() {
        return accounts;
    }

    @Override
    public List<Long> serverProcesses() {
        return List.of(shadow.pid());
    }

    @Override
    public List<Long> desktopProcesses() {
        return desktop.stream().map(Process::pid).toList();
    }

    @Override
    public void close() throws IOException {
        end();
        folder.close();
    }

    private void end() {
        Processes.end(
                Stream.concat(Stream.ofNullable(shadow), desktop.reversed().stream())
                        .map(Process::pid)
                        .toList());
    }
}
