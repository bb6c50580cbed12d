package holdfast.operator.control;

import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.Semaphore;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the control socket. Only the server's own user and root may speak: the folder and the
 * socket say so, and so does the peer's credential. One request a connection: a line of JSON in,
 * lines of JSON out, each {@code {"result": …}} or a last {@code {"error": …}}.
 */
public final class ControlServer implements AutoCloseable {
    static final int LONGEST_REQUEST = 64 * 1024;
    private static final int MOST_AT_ONCE = 64;
    private static final Logger log = LoggerFactory.getLogger(ControlServer.class);

    private final Path socket;
    private final ServerSocketChannel listener;
    private final Map<String, ControlHandler> commands;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    private ControlServer(
            Path socket, ServerSocketChannel listener, Map<String, ControlHandler> commands) {
        this.socket = socket;
        this.listener = listener;
        this.commands = commands;
    }

    /**
     * Starts to listen. A socket file left by a dead server is replaced: the data folder's lock is
     * ours.
     */
    public static ControlServer listen(Path socket, Map<String, ControlHandler> commands)
            throws IOException {
        Files.deleteIfExists(socket);
        var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        var server = new ControlServer(socket, listener, Map.copyOf(commands));
        Thread.ofVirtual().name("control").start(server::accept);
        return server;
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel peer = listener.accept();
                if (!places.tryAcquire()) {
                    peer.close();
                    continue;
                }
                Thread.ofVirtual().name("control-request").start(() -> serve(peer));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                log.atWarn().setCause(e).log("The control socket could not take a connection");
            }
        }
    }

    private void serve(SocketChannel peer) {
        try (peer;
                var in =
                        new BufferedReader(
                                Channels.newReader(peer, StandardCharsets.UTF_8), 8 * 1024);
                var out = new BufferedWriter(Channels.newWriter(peer, StandardCharsets.UTF_8))) {
            var who = peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            if (!who.equals(System.getProperty("user.name")) && !who.equals("root")) {
                send(
                        out,
                        "error",
                        "only the server's own user and root may use its control socket");
                return;
            }
            answer(in, out);
        } catch (IOException e) {
            log.atDebug().setCause(e).log("A control connection went away");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    private void answer(BufferedReader in, BufferedWriter out)
            throws IOException, InterruptedException {
        try {
            var request = Json.LINES.fromJson(boundedLine(in), ControlRequest.class);
            if (request == null || request.command() == null || request.options() == null) {
                throw new ControlRefusal("the request names no command");
            }
            ControlHandler handler = commands.get(request.command());
            if (handler == null) {
                throw new ControlRefusal(
                        "this server does not know the command \""
                                + request.command()
                                + "\": it is of another version than the command line");
            }
            handler.handle(request, result -> send(out, "result", result));
        } catch (ControlRefusal e) {
            send(out, "error", String.valueOf(e.getMessage()));
        } catch (JsonParseException e) {
            send(out, "error", "the request is not understood");
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("A control command failed");
            send(out, "error", "the server failed inside (" + e + "); its log has more");
        }
    }

    private static String boundedLine(BufferedReader in) throws IOException, ControlRefusal {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() == LONGEST_REQUEST) {
                throw new ControlRefusal("the request is longer than " + LONGEST_REQUEST);
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private static void send(BufferedWriter out, String kind, Object value) throws IOException {
        out.write(Json.LINES.toJson(Map.of(kind, value)));
        out.newLine();
        out.flush();
    }

    @Override
    public void close() {
        try {
            listener.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            log.atWarn().setCause(e).log("The control socket did not close cleanly");
        }
    }
}
