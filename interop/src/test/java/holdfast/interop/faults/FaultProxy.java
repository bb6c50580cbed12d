package holdfast.interop.faults;

import holdfast.interop.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/**
 * A proxy as there are many on the way to a server: its TCP is alive whatever became of the client.
 * A process of its own in the router. It reads what to do from a file: lines {@code swallow
 * ADDRESS} (takes everything from the server and hands on nothing, also when the client is gone)
 * and {@code stall ADDRESS} (holds everything back for {@link #STALL} again and again).
 */
final class FaultProxy implements AutoCloseable {
    static final Duration OBEYS_WITHIN = Duration.ofMillis(500);
    static final Duration STALL = Duration.ofSeconds(2);
    private static final Duration STALL_EVERY = Duration.ofSeconds(5);

    private final Program program;
    private final Path orders;
    private final StringBuilder written = new StringBuilder();

    private FaultProxy(Program program, Path orders) {
        this.program = program;
        this.orders = orders;
    }

    /** Listens on the router for ports of the server. */
    static FaultProxy start(Network network, Path folder, int... ports) {
        Path orders = folder.resolve("proxy-orders");
        List<String> command =
                Program.java(FaultProxy.class.getName(), "-XX:+UseSerialGC", "-Xmx64m");
        command.add(orders.toString());
        Arrays.stream(ports).distinct().mapToObj(Integer::toString).forEach(command::add);
        Program program =
                Program.start(folder.resolve("proxy.log"), Map.of(), network.atRouter(command));
        Awaitility.await("the proxy is up")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> program.output().contains("ready"));
        return new FaultProxy(program, orders);
    }

    void swallow(String address) {
        order("swallow " + address);
    }

    void stall(String address) {
        order("stall " + address);
    }

    private synchronized void order(String line) {
        written.append(line).append('\n');
        holdfast.interop.Folders.write(orders, written.toString());
    }

    @Override
    public void close() {
        program.close();
    }

    // ---- The process itself

    private static final Set<String> SWALLOWED = ConcurrentHashMap.newKeySet();
    private static final Set<String> STALLED = ConcurrentHashMap.newKeySet();
    private static final AtomicLong LAST_STALL = new AtomicLong(System.nanoTime());

    public static void main(String[] arguments) throws IOException {
        Thread.ofVirtual().start(() -> obey(Path.of(arguments[0])));
        for (String port : List.of(arguments).subList(1, arguments.length)) {
            listen(Integer.parseInt(port));
        }
        System.out.println("ready");
    }

    private static void listen(int port) throws IOException {
        var listener = new ServerSocket(port, 100, InetAddress.getByName(Network.ROUTER_ADDRESS));
        Thread.ofPlatform()
                .start(() -> {
                    try (listener) {
                        while (true) {
                            Socket client = listener.accept();
                            Thread.ofVirtual().start(() -> serve(client, port));
                        }
                    } catch (IOException e) {
                        System.out.println(e);
                    }
                });
    }

    private static void obey(Path orders) {
        while (true) {
            pause(Duration.ofMillis(100));
            if (System.nanoTime() - LAST_STALL.get() > STALL_EVERY.toNanos()) {
                LAST_STALL.set(System.nanoTime());
            }
            if (!Files.exists(orders)) {
                continue;
            }
            try (var lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    Files.newInputStream(orders), StandardCharsets.UTF_8))) {
                lines.lines()
                        .map(line -> line.split(" "))
                        .filter(words -> words.length == 2)
                        .forEach(words ->
                                (words[0].equals("stall") ? STALLED : SWALLOWED).add(words[1]));
            } catch (IOException e) {
                // Read again at the next look.
            }
        }
    }

    private static void serve(Socket client, int port) {
        String address = client.getInetAddress().getHostAddress();
        try {
            var server = new Socket();
            server.connect(new InetSocketAddress(Network.SERVER_ADDRESS, port));
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pass(client, server, address));
            pass(server, client, address);
        } catch (IOException e) {
            close(client);
        }
    }

    private static void pass(Socket from, Socket to, String address) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                while (STALLED.contains(address)
                        && System.nanoTime() - LAST_STALL.get() < STALL.toNanos()) {
                    pause(Duration.ofMillis(20));
                }
                if (!SWALLOWED.contains(address)) {
                    to.getOutputStream().write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // An end like any other.
        }
        if (!SWALLOWED.contains(address)) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed, then.
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
